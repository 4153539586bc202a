import { io, type ManagerOptions, type Socket } from 'socket.io-client';
import type {
  AnswerTo,
  ClientToServerEvents,
  CommandName,
  Gone,
  Payload,
  Receipt,
  RefusalCode,
  ServerToClientEvents,
  SessionNews,
  View,
  Wanted,
} from '../../src/contract/index.js';

export const NO_ANSWER = { ok: false, code: 'no-answer' } as const;

/** Says a command; a network that does not answer within `within` milliseconds is an answer of its own. */
export type Ask = <C extends CommandName>(
  command: C,
  payload: Payload<C>,
  within?: number,
) => Promise<AnswerTo<C> | typeof NO_ANSWER>;

/** Refusals that say nothing of what was asked: the same may be taken a while later. */
export function isForLater(code: RefusalCode | 'no-answer'): boolean {
  return code === 'too-fast' || code === 'busy' || code === 'internal';
}

/** How long a page waits for the answer to a command, in milliseconds. */
export const PATIENCE = 8_000;

/** What a page hears from its socket. */
export interface Heard {
  alert(view: View, receipt: Receipt, arrived: () => void): void;
  changed(view: View, receipt: Receipt): void;
  /** null: nothing is left of it. */
  gone(gone: Gone, receipt: Receipt | null): void;
  /** Whoever has the content seals it anew. */
  wanted(wanted: Wanted): void;
  news(news: SessionNews): void;
  /** Somebody's reach may have changed. */
  presence(): void;
  /** The server is about to close the socket, or refused it: the token is of no more use. */
  ending(why?: Parameters<ServerToClientEvents['session:ending']>[0]): void;
  /** A heartbeat of the server came in. */
  alive(): void;
  closed(): void;
}

/** One socket that does only what it is told: when to connect is the link's to say. */
export interface Wire {
  /** Rejects when the server refuses the token or cannot be reached. */
  connect(token: string): Promise<void>;
  disconnect(): void;
  ask: Ask;
}

export type Dial = (heard: Heard) => Wire;

/** The socket to the server that this page came from: websocket only, no reconnection of its own. */
export const dialServer: Dial = (heard) => dial(heard, '/');

/** @param url where the server is; `options`: what a browser says by itself */
export function dial(heard: Heard, url: string, options?: Partial<ManagerOptions>): Wire {
  let token = '';
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(url, {
    ...options,
    transports: ['websocket'],
    autoConnect: false,
    reconnection: false,
    timeout: PATIENCE,
    auth: (give) => give({ token }),
  });
  socket.on('signal:alert', heard.alert);
  socket.on('signal:changed', heard.changed);
  socket.on('signal:gone', heard.gone);
  socket.on('signal:reseal-wanted', heard.wanted);
  socket.on('session:news', heard.news);
  socket.on('presence:changed', heard.presence);
  socket.on('session:ending', heard.ending);
  socket.on('disconnect', heard.closed);
  socket.io.on('ping', heard.alive);

  return {
    connect(fresh) {
      token = fresh;
      return new Promise((resolve, reject) => {
        const settle = (outcome: () => void) => () => {
          socket.off('connect', accepted).off('connect_error', refused).off('disconnect', refused);
          outcome();
        };
        const accepted = settle(resolve);
        const refused = settle(() => {
          // Socket.IO stays active after a network fault, and gives up where the server said no.
          if (!socket.active) heard.ending();
          socket.disconnect();
          reject(new Error('not connected'));
        });
        socket.on('connect', accepted).on('connect_error', refused).on('disconnect', refused);
        socket.connect();
      });
    },
    disconnect() {
      socket.disconnect();
    },
    async ask(command, payload, within = PATIENCE) {
      // A command given to a closed socket would be kept and said later, before the page has caught up.
      if (!socket.connected) return NO_ANSWER;
      const waiting = socket.timeout(within) as unknown as { emitWithAck(event: string, payload: object): Promise<never> };
      return waiting.emitWithAck(command, payload).catch(() => NO_ANSWER);
    },
  };
}
