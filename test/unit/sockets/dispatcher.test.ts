import { describe, expect, test } from '@jest/globals';
import { Dispatcher } from '../../../src/sockets/dispatcher.js';
import type { Socket } from '../../../src/sockets/server.js';
import { ioServerOf } from '../../support/io-server.js';
import { withApp } from '../../support/start-app.js';

/** A gateway as Nest binds it: whatever it is asked it answers with who asked what. */
function add(dispatcher: Dispatcher, ...commands: string[]): void {
  dispatcher.add((socket) =>
    dispatcher.take(
      commands.map((message) => ({
        message,
        methodName: message,
        isAckHandledManually: false,
        callback: (payload: unknown) => Promise.resolve([socket, message, payload]),
      })),
    ),
  );
}

test('a command reaches the gateway that has it, bound to the socket that gave it', async () => {
  const dispatcher = new Dispatcher();
  add(dispatcher, 'one', 'two');
  add(dispatcher, 'three');
  const [here, there] = [{ id: 'here' }, { id: 'there' }] as Socket[];
  const says = (socket: Socket, command: string) =>
    new Promise((resolve) => void dispatcher.dispatch(socket, [command, { of: command }, resolve]));
  expect(await Promise.all([says(here!, 'two'), says(there!, 'three'), says(there!, 'one')])).toEqual([
    [here, 'two', { of: 'two' }],
    [there, 'three', { of: 'three' }],
    [there, 'one', { of: 'one' }],
  ]);
  expect(['one', 'two', 'three', 'four', 'constructor'].filter((command) => dispatcher.has(command))).toEqual([
    'one',
    'two',
    'three',
  ]);
});

describe('in the application', () => {
  const context = withApp();

  test('no socket listens to a command, so that a dashboard costs no more for every command that there is', async () => {
    await context.arrives('Petra van Dam');
    const [socket] = [...ioServerOf(context.app).sockets.sockets.values()];
    expect(socket!.eventNames().sort()).toEqual(['disconnect', 'error']);
    expect(socket!.listenerCount('disconnect')).toBe(1);
  });
});
