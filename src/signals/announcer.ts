import type { Receipt } from '../contract/index.js';
import type { Notice } from './notice.js';

/** How signals reach people, without knowing about sockets. */
export abstract class Announcer {
  /**
   * @param receipt what the audience keeps of the signal, made where somebody listens; null: nothing is left of it
   * @param answered called as soon as any device of the audience has answered an alert
   */
  abstract announce(notice: Notice, receipt: () => Receipt | null, answered: () => void): void;
}
