import type { Notice } from './notice.js';

/** How signals reach people, without knowing about sockets. */
export abstract class Announcer {
  /**
   * @param answered called as soon as any device of the audience has answered an alert
   */
  abstract announce(notice: Notice, answered: () => void): void;
}
