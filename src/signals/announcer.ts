import type { Receipt, View } from '../contract/index.js';
import type { Audience } from './audience.js';
import type { Notice } from './notice.js';

/** How signals reach people, without knowing about sockets. */
export abstract class Announcer {
  /**
   * @param receipt what the audience keeps of the signal, made where somebody listens; null: nothing is left of it
   */
  abstract announce(notice: Notice, receipt: () => Receipt | null): void;

  /** Told of every device of an audience that has answered an alert, with what it was alerted of. */
  abstract onAnswered(listener: (alerted: View, audience: Audience) => void): void;
}
