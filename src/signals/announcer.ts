import type { Receipt } from '../contract/index.js';
import type { Audience } from './audience.js';
import type { Notice } from './notice.js';

/** How signals reach people, without knowing about sockets. */
export abstract class Announcer {
  /**
   * @param receipt what the audience keeps of the signal, made where somebody listens; null: nothing is left of it
   */
  abstract announce(notice: Notice, receipt: () => Receipt | null): void;

  /** Told of every device of an audience that has answered an alert of a signal. */
  abstract onAnswered(listener: (id: string, audience: Audience) => void): void;
}
