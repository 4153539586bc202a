import { Injectable } from '@nestjs/common';
import { Attendance, People } from '../directory/index.js';
import { Endings, News, schoolsAs } from '../identity/index.js';
import { Later, type Signal, Signals } from '../signals/index.js';

/** Whoever loses their part in a school, or is not there today, leaves nothing behind that nobody takes care of. */
@Injectable()
export class Leaving {
  constructor(
    endings: Endings,
    news: News,
    private readonly people: People,
    private readonly attendance: Attendance,
    private readonly signals: Signals,
    private readonly later: Later,
  ) {
    endings.changed$.subscribe((person) => void this.left(person));
    // Whoever says that somebody is there or not, it is news to that person.
    news.changed$.subscribe((person) => void this.attends(person));
  }

  /** Everybody at its school who has a part in it: they may have lost it, or not be there, since it was forgotten. */
  async checkAllOf(signal: Signal): Promise<void> {
    if (signal.state !== 'opened' && signal.state !== 'completed') return;
    for (const { person } of [signal.by, ...signal.copies]) await this.check(person);
  }

  /** Somebody who may have lost what they were, or not be there. */
  async check(person: string): Promise<void> {
    await this.left(person);
    await this.attends(person);
  }

  private left(person: string): Promise<void> {
    const holding = async (moment: number) => {
      const roles = (await this.people.byId(person, moment))?.roles ?? [];
      return { contactOf: schoolsAs({ roles }, 'recipient'), teacherOf: schoolsAs({ roles }, 'teacher') };
    };
    return this.later.orLater('leaving', person, () => this.signals.left(person, holding));
  }

  private attends(person: string): Promise<void> {
    const isAbsent = (moment: number) => this.attendance.isAbsent(person, moment);
    return this.later.orLater('attending', person, () => this.signals.attending(person, isAbsent));
  }
}
