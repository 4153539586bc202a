import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Cancel, Clock } from '../clock/index.js';
import { Attendance, People } from '../directory/index.js';
import { Endings, News, schoolsAs } from '../identity/index.js';
import { Log, nameOf } from '../log/index.js';
import { type Signal, Signals, StoreUnavailable } from '../signals/index.js';

/** How often it is looked for where signals could not be reached, in ms. */
const LOOK = 2_000;

/** Whoever loses their part in a school, or is not there today, leaves nothing behind that nobody takes care of. */
@Injectable()
export class Leaving implements OnApplicationShutdown {
  /** Of whom it could not be looked for. */
  private undone = new Set<string>();
  private stopLooking: Cancel | null = null;

  constructor(
    endings: Endings,
    news: News,
    private readonly people: People,
    private readonly attendance: Attendance,
    private readonly signals: Signals,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    endings.changed$.subscribe((person) => void this.orLater(person, () => this.left(person)));
    // Whoever says that somebody is there or not, it is news to that person.
    news.changed$.subscribe((person) => void this.orLater(person, () => this.attends(person)));
  }

  onApplicationShutdown(): void {
    this.stopLooking?.();
  }

  /** Everybody at its school who has a part in it: they may have lost it, or not be there, since it was forgotten. */
  async checkAllOf(signal: Signal): Promise<void> {
    if (signal.state !== 'opened' && signal.state !== 'completed') return;
    for (const { person } of [signal.by, ...signal.copies]) await this.check(person);
  }

  /** Somebody who may have lost what they were, or not be there. */
  check(person: string): Promise<void> {
    return this.orLater(person, async () => {
      await this.left(person);
      await this.attends(person);
    });
  }

  private left(person: string): Promise<void> {
    return this.signals.left(person, async (moment) => {
      const roles = (await this.people.byId(person, moment))?.roles ?? [];
      return { contactOf: schoolsAs({ roles }, 'recipient'), teacherOf: schoolsAs({ roles }, 'teacher') };
    });
  }

  private attends(person: string): Promise<void> {
    return this.signals.attending(person, (moment) => this.attendance.isAbsent(person, moment));
  }

  private async orLater(person: string, look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      if (error instanceof StoreUnavailable) this.later(person);
      else this.log.error('leaving failed', { error: nameOf(error) });
    }
  }

  private later(person: string): void {
    this.undone.add(person);
    this.stopLooking ??= this.clock.every(LOOK, () => this.lookAgain());
  }

  private lookAgain(): void {
    const people = this.undone;
    this.undone = new Set();
    this.stopLooking?.();
    this.stopLooking = null;
    for (const person of people) void this.check(person);
  }
}
