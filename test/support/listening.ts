import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { type Course, payloadFor } from './course.js';
import { arrivesListening, bare } from './frames.js';
import type { Person } from './person.js';
import type { TestApp } from './start-app.js';

/** All that can be said of an id, but for sending: there an id that is in use must be refused (R-SEND-1). */
export const COMMANDS = [
  ...[
    'signal:reseal',
    'signal:withdraw',
    'signal:called',
    'copies:reseal',
    'copy:reseal',
    'signal:open',
    'signal:read',
    'signal:take-over',
    'signal:hand-back',
    'teachers:list',
  ],
  ...['signal:pass-on', 'signal:told', 'signal:coming', 'signal:parents', 'signal:informed', 'signal:return', 'signal:complete'],
  ...['copy:open', 'signal:know', 'signal:confer', 'copy:informed'],
];

/** People of whom every incoming frame is kept as it came. */
export class Listening {
  private readonly people = new Map<string, Person>();
  private readonly frames = new Map<string, string[]>();
  /** What a command about an id that does not exist is answered with; asked once. */
  private readonly nones = new Map<string, string[]>();

  static async start(app: TestApp, names: readonly string[]): Promise<Listening> {
    const listening = new Listening();
    for (const name of names) {
      const arrived = await arrivesListening(app, name);
      listening.people.set(name, arrived.person);
      listening.frames.set(name, arrived.frames);
    }
    return listening;
  }

  who(name: string): Person {
    return this.people.get(name)!;
  }

  /** All frames of one of them, or of everybody. */
  framesOf(name: string): string[] {
    return this.frames.get(name)!;
  }

  get all(): string[] {
    return [...this.frames.values()].flat();
  }

  get count(): number {
    return this.people.size;
  }

  /** The very frames with which a command is answered, and those that come with it. */
  async framesFor(name: string, command: string, id: string, course: Course): Promise<string[]> {
    const person = this.who(name);
    const payload = await payloadFor(command, id, person, course);
    const before = this.framesOf(name).length;
    await person.says(command as 'signal:told', payload as { id: string });
    return this.framesOf(name).slice(before).map(bare);
  }

  async framesForNone(name: string, command: string, course: Course): Promise<string[]> {
    const key = `${name} ${command}`;
    if (!this.nones.has(key)) this.nones.set(key, await this.framesFor(name, command, randomUUID(), course));
    return this.nones.get(key)!;
  }

  /** Nothing that they can say of it is answered otherwise than of an id that does not exist. */
  async cannotTell(names: string[], id: string, course: Course, when: string, commands = COMMANDS): Promise<void> {
    for (const name of names) {
      // News that is under way comes first.
      await this.who(name).inbox();
      for (const command of commands) {
        const [real, none] = [await this.framesFor(name, command, id, course), await this.framesForNone(name, command, course)];
        expect({ when, name, command, frames: real }).toEqual({ when, name, command, frames: none });
        expect(real).toHaveLength(1);
      }
    }
  }

  /** It was never told to them, by itself or when they asked. */
  async hearNothingOf(names: string[], id: string): Promise<void> {
    for (const name of names) {
      await this.who(name).hasHeardNothing();
      expect(await this.who(name).inbox()).toMatchObject({ views: [], gone: [] });
      expect(this.framesOf(name).join('\n')).not.toContain(id);
    }
  }

  leave(): void {
    for (const person of this.people.values()) person.leaves();
  }
}
