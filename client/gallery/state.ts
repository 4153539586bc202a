import type { ComponentChildren } from 'preact';
import type { Live } from '../connection/live.js';
import type { Setting } from './still-live.js';

/** One thing that a page can look like. */
export interface State extends Setting {
  /** Who sees it, the place in the story where there is one, and what it is: `sender-L4-arrived`. */
  name: string;
  /** Something else than the application. */
  page?: (live: Live) => ComponentChildren;
  /** Whether the page can be heard; left out: nobody has touched it yet. */
  sound?: AudioContextState;
  /** What somebody did to get here. */
  act?: () => Promise<void>;
}

/** States of one kind: what they share, and what each is. */
export function statesOf(kind: string, shared: Omit<State, 'name'>, states: Record<string, Omit<State, 'name'>>): State[] {
  return Object.entries(states).map(([name, state]) => ({ ...shared, ...state, name: `${kind}-${name}` }));
}
