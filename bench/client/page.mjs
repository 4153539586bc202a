import { now } from '../now.mjs';
import { addressOf, deviceOf } from '../town/town.mjs';
import { Frames } from './frames.mjs';
import { tokenOf } from './tokens.mjs';

/** A page waits so long for an answer, in milliseconds. */
const PATIENCE = 8_000;

/** Somebody's page: it connects, says commands, answers what it is told. */
export class Page {
  waiting = new Map();
  listeners = new Set();
  last = 0;

  /**
   * @param {number} number of the person
   * @param heard what to do with every push: its view, and when it came
   */
  constructor(url, dialect, number, heard) {
    Object.assign(this, { url, dialect, number, heard });
  }

  /** Rejects where it is refused, or nobody answers. */
  async connects() {
    const token = await tokenOf(this.number);
    const { path, greeting } = this.dialect;
    const headers = { Origin: 'https://bench.example', 'X-Forwarded-For': addressOf(this.number) };
    await new Promise((resolve, reject) => {
      const patience = setTimeout(() => this.frames.close(), PATIENCE);
      this.settle = (refusal) => {
        clearTimeout(patience);
        if (refusal) reject(new Error(refusal));
        else resolve();
      };
      this.frames = new Frames(this.url, path, headers, {
        open: () => this.frames.send(greeting(token)),
        text: (payload) => this.take(payload.toString()),
        closed: () => this.closed(),
      });
    });
    this.isHere = true;
  }

  /** What a page of Seintje says before it is up to date. */
  async greets() {
    this.device ??= deviceOf(this.number);
    await this.says('device:register', { key: this.device.key });
    await this.says('inbox', {});
  }

  /** @returns the answer, which must be a good one */
  async says(command, payload) {
    const number = ++this.last;
    const answer = new Promise((resolve, reject) => this.waiting.set(number, { resolve, reject }));
    this.frames.send(this.dialect.say(number, command, payload));
    const result = await answer;
    if (!result.ok) throw new Error(`${command}: ${result.code}`);
    return result;
  }

  /** The moment at which a view comes that passes the test. */
  hears(test) {
    return new Promise((resolve) => {
      const listener = (view, at) => {
        if (!test(view)) return;
        this.listeners.delete(listener);
        resolve(at);
      };
      this.listeners.add(listener);
    });
  }

  leaves() {
    this.frames.close();
  }

  take(text) {
    const at = now();
    const { connected, refused, push, answer, number, result } = this.dialect.read(text);
    if (answer) this.frames.send(answer);
    if (connected) this.settle();
    else if (refused) this.settle(refused);
    else if (push) this.tell(push[0], at);
    else if (number !== undefined) this.answered(number, result);
  }

  tell(view, at) {
    this.heard(view, at);
    for (const listener of this.listeners) listener(view, at);
  }

  answered(number, result) {
    this.waiting.get(number).resolve(result);
    this.waiting.delete(number);
  }

  closed() {
    this.isHere = false;
    this.settle('closed');
    for (const { reject } of this.waiting.values()) reject(new Error('closed'));
    this.waiting.clear();
  }
}
