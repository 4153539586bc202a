import { Injectable } from '@nestjs/common';
import { Attendance, People } from '../directory/index.js';
import { Endings, schoolsAs } from '../identity/index.js';
import { Log, nameOf } from '../log/index.js';
import { type Signal, Signals } from '../signals/index.js';

/** Whoever loses their part in a school leaves nothing behind that nobody takes care of. */
@Injectable()
export class Leaving {
  constructor(
    endings: Endings,
    private readonly people: People,
    private readonly attendance: Attendance,
    private readonly signals: Signals,
    private readonly log: Log,
  ) {
    endings.changed$.subscribe((person) => void this.check(person));
  }

  /** Everybody at its school who has a part in it: they may have lost it, or not be there, since it was forgotten. */
  async checkAllOf(signal: Signal): Promise<void> {
    if (signal.state !== 'opened' && signal.state !== 'completed') return;
    for (const { person } of [signal.by, ...signal.copies]) {
      await this.check(person);
      await this.signals.attending(person, (moment) => this.attendance.isAbsent(person, moment));
    }
  }

  private async check(person: string): Promise<void> {
    try {
      await this.signals.left(person, async (moment) => {
        const roles = (await this.people.byId(person, moment))?.roles ?? [];
        return { contactOf: schoolsAs({ roles }, 'recipient'), teacherOf: schoolsAs({ roles }, 'teacher') };
      });
    } catch (error) {
      this.log.error('leaving failed', { error: nameOf(error) });
    }
  }
}
