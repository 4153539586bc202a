import { Inject, Injectable } from '@nestjs/common';
import { and, eq, gte, inArray } from 'drizzle-orm';
import type { Group } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { groups, groupTeachers, roles, substitutes } from './schema.js';
import { isTaken } from './staff-changes.js';

/** What became of a change; where it is not done, nothing is changed. */
export type GroupChanged = 'done' | 'name-in-use' | 'unknown-teacher';

/** The groups of schools, and who teaches them. */
@Injectable()
export class Groups {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** The code of the school that has it; null where there is no such group. */
  async schoolOf(id: string): Promise<string | null> {
    const [group] = await this.db.select({ school: groups.school }).from(groups).where(eq(groups.id, id));
    return group?.school ?? null;
  }

  /** Its id; null where the school has one of that name. */
  async add(school: string, name: string): Promise<string | null> {
    const [added] = await this.db.insert(groups).values({ school, name }).onConflictDoNothing().returning({ id: groups.id });
    return added?.id ?? null;
  }

  /** Its name, and all who teach it: those only who are teachers of its school. */
  async change({ id, name, teachers }: Group, school: string): Promise<GroupChanged> {
    const ids = teachers.map(({ person }) => person);
    try {
      return await this.db.transaction(async (tx) => {
        const isTeacher = and(eq(roles.school, school), eq(roles.role, 'teacher'), inArray(roles.person, ids));
        if (ids.length > 0 && (await tx.$count(roles, isTeacher)) < ids.length) return 'unknown-teacher';
        await tx.update(groups).set({ name }).where(eq(groups.id, id));
        await tx.delete(groupTeachers).where(eq(groupTeachers.group, id));
        if (teachers.length > 0) await tx.insert(groupTeachers).values(teachers.map((teacher) => ({ ...teacher, group: id })));
        return 'done';
      });
    } catch (error) {
      if (isTaken(error)) return 'name-in-use';
      throw error;
    }
  }

  /** Returns the ids of those who would have stepped in, from a day on. */
  async remove(id: string, today: string): Promise<string[]> {
    const stepIn = await this.db
      .selectDistinct({ person: substitutes.person })
      .from(substitutes)
      .where(and(eq(substitutes.group, id), gte(substitutes.day, today)));
    await this.db.delete(groups).where(eq(groups.id, id));
    return stepIn.map(({ person }) => person);
  }
}
