import { Inject, Injectable } from '@nestjs/common';
import { and, eq, gte, inArray } from 'drizzle-orm';
import {
  BLOCKS_LIVE,
  BLOCKS_TESTING,
  type Holiday,
  type Hours,
  type SchoolState,
  type Sector,
  type Warning,
} from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { groups, holidays, roles, schools, substitutes } from './schema.js';
import { SchoolStaff } from './school-staff.js';
import { warningsOf } from './school-warnings.js';
import { searchable } from './searchable.js';

/** What is edited of a school. */
export interface SchoolFields {
  name: string;
  place: string;
  sector: Sector;
  /** Empty where nobody knows it yet. */
  phone: string;
  hours: Hours;
}

const DAY = { bell: '08:30', end: '15:30' };
/** Of a school of which nobody has said anything yet: Monday to Friday. */
export const USUAL_HOURS: Hours = { 1: DAY, 2: DAY, 3: DAY, 4: DAY, 5: DAY };

/** What keeps a school from each state. */
const BLOCKS: Record<SchoolState, readonly Warning['kind'][]> = {
  'not-ready': [],
  testing: BLOCKS_TESTING,
  live: BLOCKS_LIVE,
};

/** What is searched in: it begins with the name. */
export function schoolSearch({ name, place, code }: { name: string; place: string; code: string }): string {
  return searchable(`${name} ${place} ${code}`);
}

/** What administrators change of a school; each in full or not at all. Times are milliseconds, days ISO 8601 dates. */
@Injectable()
export class SchoolChanges {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** A school that takes no part yet. False where its code is in use, here or at another organisation. */
  async add(organisation: string, school: Omit<SchoolFields, 'hours'> & { code: string }): Promise<boolean> {
    const added = await this.db
      .insert(schools)
      .values({ ...school, organisation, hours: USUAL_HOURS, state: 'not-ready', search: schoolSearch(school) })
      .onConflictDoNothing()
      .returning({ code: schools.code });
    return added.length > 0;
  }

  /** False, and changes nothing, where what takes part could take part no more. */
  edit(code: string, fields: SchoolFields): Promise<boolean> {
    const isComplete = fields.phone !== '' && Object.keys(fields.hours).length > 0;
    return this.db.transaction(async (tx) => {
      const state = await lockSchool(tx, code);
      if (!isComplete && state !== 'not-ready') return false;
      await tx
        .update(schools)
        .set({ ...fields, search: schoolSearch({ ...fields, code }) })
        .where(eq(schools.code, code));
      return true;
    });
  }

  /** The whole list. */
  async holidays(code: string, list: Holiday[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      await lockSchool(tx, code);
      await tx.delete(holidays).where(eq(holidays.school, code));
      if (list.length > 0) await tx.insert(holidays).values(list.map((holiday) => ({ ...holiday, school: code })));
    });
  }

  /** False, and changes nothing, where something keeps the school from that state. Down is always possible. */
  turn(code: string, state: SchoolState, now: number): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const before = await lockSchool(tx, code);
      if (RANK[state] > RANK[before] && (await isKept(tx, code, state, now))) return false;
      await tx.update(schools).set({ state }).where(eq(schools.code, code));
      return true;
    });
  }

  /** With its roles and groups. Returns the ids of those who are something else, or nothing, without it. */
  async remove(code: string, today: string): Promise<string[]> {
    return this.db.transaction(async (tx) => {
      await lockSchool(tx, code);
      const held = await tx.selectDistinct({ person: roles.person }).from(roles).where(eq(roles.school, code));
      const own = tx.select({ id: groups.id }).from(groups).where(eq(groups.school, code));
      const stepIn = await tx
        .selectDistinct({ person: substitutes.person })
        .from(substitutes)
        .where(and(inArray(substitutes.group, own), gte(substitutes.day, today)));
      await tx.delete(schools).where(eq(schools.code, code));
      return [...new Set([...held, ...stepIn].map(({ person }) => person))];
    });
  }
}

const RANK: Record<SchoolState, number> = { 'not-ready': 0, testing: 1, live: 2 };

/** One change at a time, so that a state is not reached on what goes at the same moment. Its state; of none, the lowest. */
async function lockSchool(tx: Database, code: string): Promise<SchoolState> {
  const [school] = await tx.select({ state: schools.state }).from(schools).where(eq(schools.code, code)).for('no key update');
  return school?.state ?? 'not-ready';
}

async function isKept(tx: Database, code: string, state: SchoolState, now: number): Promise<boolean> {
  const [school] = await tx.select({ phone: schools.phone, hours: schools.hours }).from(schools).where(eq(schools.code, code));
  const staff = (await new SchoolStaff(tx).of([code], now)).get(code)!;
  const kinds = school ? warningsOf({ ...school, ...staff }).map(({ kind }) => kind) : [];
  return kinds.some((kind) => BLOCKS[state].includes(kind));
}
