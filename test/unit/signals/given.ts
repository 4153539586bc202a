import { advance } from '../../../src/signals/machine.js';
import type { Signal } from '../../../src/signals/signal.js';
import { ACTORS, COMMANDS, deepFreeze, NOW, state, type Who } from './made-up.js';

/** What a command of the table makes of a signal, where it is not refused. */
export function give(signal: Signal | null, command: string, who: Who, now = NOW): { signal: Signal } {
  return advance(deepFreeze(signal), COMMANDS[command]!(who), ACTORS[who], now) as { signal: Signal };
}

/** And of a state of the table. */
export function after(name: string, command: string, who: Who): Signal {
  return give(state(name), command, who).signal;
}
