import type { BrowserContext } from 'playwright-core';
import { eventually } from './part.js';

export interface Wire {
  /** Every frame that the pages of this browser sent. */
  readonly said: string[];
  /** From now on frames that match are held back. */
  holds(): void;
  /** Something is being held back. */
  heldOne(): Promise<void>;
  /** From now on nothing is; what was held back is lost, or comes after all. */
  letThrough(late?: 'late'): void;
}

/** A network in which the frames that match are held back, in both directions. */
export async function holdsBack(context: BrowserContext, pattern: RegExp): Promise<Wire> {
  const said: string[] = [];
  const held: (() => void)[] = [];
  let holding = false;
  const pass = (payload: string, send: (payload: string) => void) => {
    if (holding && pattern.test(payload)) held.push(() => send(payload));
    else send(payload);
  };
  await context.routeWebSocket(/\/socket\.io\//, (page) => {
    const server = page.connectToServer();
    page.onMessage((payload) => {
      said.push(String(payload));
      pass(String(payload), (each) => server.send(each));
    });
    server.onMessage((payload) => pass(String(payload), (each) => page.send(each)));
  });
  return {
    said,
    holds() {
      holding = true;
    },
    heldOne: () =>
      eventually(() => {
        if (held.length === 0) throw new Error('nothing is held back');
      }),
    letThrough(late) {
      holding = false;
      for (const send of held.splice(0)) if (late) send();
    },
  };
}
