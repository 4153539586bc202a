import { Injectable } from '@nestjs/common';
import type { MessageMappingProperties } from '@nestjs/websockets';
import type { Socket } from './server.js';

type Answer = (result: unknown) => void;
/** Nest's way to bind a gateway's handlers to a socket: it hands them to the adapter. */
type Bind = (socket: Socket) => void;

/**
 * Which handler a command has. Were every socket to listen to every command, as Nest would have it, that would be most of what an
 * idle dashboard costs in memory: so a gateway's handlers are bound for one command, and gone with it.
 */
@Injectable()
export class Dispatcher {
  private readonly gateways = new Map<string, Bind>();
  private bound: MessageMappingProperties[] = [];

  /** A gateway, whose commands are learnt by binding them to nobody. */
  add(bind: Bind): void {
    bind({} as Socket);
    for (const { message } of this.bound) this.gateways.set(message as string, bind);
  }

  /** What a gateway has just bound. */
  take(handlers: MessageMappingProperties[]): void {
    this.bound = handlers;
  }

  has(command: string): boolean {
    return this.gateways.has(command);
  }

  /** A handler answers by what it returns; there is no other way to say something from here. */
  async dispatch(socket: Socket, [command, payload, answer]: [string, unknown, Answer]): Promise<void> {
    this.gateways.get(command)!(socket);
    const { callback } = this.bound.find(({ message }) => message === command)!;
    const handle = callback as (payload: unknown, answer: Answer) => Promise<unknown>;
    const result = await handle(payload, answer);
    if (result !== undefined) answer(result);
  }
}
