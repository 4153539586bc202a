import { Inject, Injectable } from '@nestjs/common';
import { and, desc, eq } from 'drizzle-orm';
import type { Announcement } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { announcements } from './schema.js';

/** What people must be told of what administrators did; milliseconds. */
@Injectable()
export class Announcements {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** @param about the name of whom it is about */
  async tell(people: string[], { change, about }: Pick<Announcement, 'change' | 'about'>, now: number): Promise<void> {
    if (people.length > 0)
      await this.db.insert(announcements).values(people.map((person) => ({ person, change, about, at: now })));
  }

  /** The newest first. */
  unseen(person: string): Promise<Announcement[]> {
    const { id, change, about, at } = announcements;
    return this.db
      .select({ id, change, about, at })
      .from(announcements)
      .where(eq(announcements.person, person))
      .orderBy(desc(at), desc(id));
  }

  /** What has been read goes. @returns whether it was there to be read */
  async seen(id: string, person: string): Promise<boolean> {
    const own = and(eq(announcements.id, id), eq(announcements.person, person));
    const seen = await this.db.delete(announcements).where(own).returning({ id: announcements.id });
    return seen.length > 0;
  }
}
