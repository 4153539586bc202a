import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { type ListedPerson, People, Schools, targetDay } from '../directory/index.js';

/** Who plays which part when a newcomer opens the demonstration; ids of people. */
export interface Stage {
  sender: string;
  recipient: string;
  teacher: string;
}

/** Finds a trio in the directory, whatever schools were loaded. */
@Injectable()
export class Stages {
  constructor(
    private readonly people: People,
    private readonly schools: Schools,
    private readonly clock: Clock,
  ) {}

  /** The first sender, and the first live school of that organisation with a contact and a teacher; null where there is none. */
  async first(everybody: ListedPerson[]): Promise<Stage | null> {
    const sender = everybody.find(({ roles }) => roles.some(({ role }) => role === 'sender'));
    const colleagues = everybody.filter(({ organisation }) => organisation.id === sender?.organisation.id);
    const contacts = colleagues.flatMap(({ id, roles }) =>
      roles.filter(({ role }) => role === 'recipient').map(({ school, title }) => ({ id, school: school!, title })),
    );
    // The one whose daily work this is, before the directeur.
    contacts.sort(
      (a, b) => Number(a.title === 'directeur') - Number(b.title === 'directeur') || a.school.localeCompare(b.school),
    );
    for (const { id, school } of contacts) {
      const teacher = await this.teacherAt(school, id);
      if (sender && teacher) return { sender: sender.id, recipient: id, teacher };
    }
    return null;
  }

  /** A teacher who has a group on the school day that a signal sent now is for. */
  private async teacherAt(code: string, contact: string): Promise<string | null> {
    const school = await this.schools.byCode(code);
    if (school?.state !== 'live') return null;
    const now = this.clock.now();
    const day = targetDay(school, school.settings, now);
    const teachers = await this.people.teachersOf(code, 'bellAt' in day ? day.bellAt : now);
    return teachers.find(({ person }) => person !== contact)?.person ?? null;
  }
}
