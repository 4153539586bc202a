import { Inject, Injectable } from '@nestjs/common';
import { and, asc, eq, exists, gt, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import { alias, type PgColumn } from 'drizzle-orm/pg-core';
import type { Change, ChangeRequest, Decision } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { groups, people, requests, roles, schools } from './schema.js';

/** How long a request waits for a second administrator. */
const LIFE = 7 * 24 * 3_600_000;

/** What was asked for. */
export interface Asked {
  /** Whom it is about. */
  person: string;
  change: Change;
}

/** The open ones, with the id of who asked. */
export type OpenRequest = Omit<ChangeRequest, 'isOwn'> & { asker: string };

const askers = alias(people, 'askers');

/**
 * What one administrator asks for and another decides on; milliseconds. A request is open while nobody has decided, its time is
 * not over and whoever asked is still an administrator.
 */
@Injectable()
export class Requests {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Those that are over go. Returns the id; of the one that is open where the same was asked before. */
  async ask(asked: Asked & { organisation: string; askedBy: string }, now: number): Promise<string> {
    await this.db.delete(requests).where(lte(requests.expiresAt, now));
    const same = and(
      eq(requests.person, asked.person),
      eq(requests.askedBy, asked.askedBy),
      sql`${requests.change} = ${JSON.stringify(asked.change)}::jsonb`,
    );
    const [known] = await this.db
      .select({ id: requests.id })
      .from(requests)
      .where(and(same, this.isOpen(now)));
    if (known) return known.id;
    const [made] = await this.db
      .insert(requests)
      .values({ ...asked, askedAt: now, expiresAt: now + LIFE })
      .returning({ id: requests.id });
    return made!.id;
  }

  /** Of an organisation, the oldest first. */
  open(organisation: string, now: number): Promise<OpenRequest[]> {
    const { id, change, askedAt, expiresAt } = requests;
    return this.db
      .select({
        ...{ id, change, askedAt, expiresAt },
        person: { id: people.id, name: people.name, email: people.email },
        asker: askers.id,
        askedBy: askers.name,
        school: schools.name,
        group: groups.name,
      })
      .from(requests)
      .innerJoin(people, eq(people.id, requests.person))
      .innerJoin(askers, eq(askers.id, requests.askedBy))
      .leftJoin(groups, sql`${groups.id}::text = ${change} ->> 'group'`)
      .leftJoin(schools, sql`${schools.code} = coalesce(${groups.school}, ${change} ->> 'school')`)
      .where(and(eq(requests.organisation, organisation), this.isOpen(now)))
      .orderBy(asc(askedAt), asc(id));
  }

  /** What is asked for a person, or was approved so lately that it may still be on its way into the directory. */
  async pendingFor(person: string, now: number): Promise<Change[]> {
    const isOnItsWay = and(eq(requests.outcome, 'approved'), gt(requests.decidedAt, now - 60_000));
    const rows = await this.db
      .select({ change: requests.change })
      .from(requests)
      .where(and(eq(requests.person, person), or(this.isOpen(now), isOnItsWay)));
    return rows.map(({ change }) => change);
  }

  /** Who asked; null where the organisation has no such request. */
  async asker(id: string, organisation: string): Promise<string | null> {
    const which = and(eq(requests.id, id), eq(requests.organisation, organisation));
    const [request] = await this.db.select({ askedBy: requests.askedBy }).from(requests).where(which);
    return request?.askedBy ?? null;
  }

  /**
   * Decides on an open request, once: of two who do so at the same time, one does. Whoever asked withdraws; another administrator
   * of the organisation approves or refuses.
   * @returns what was asked for; null where this person cannot decide that, or no longer
   */
  async decide(
    id: string,
    { organisation, by, outcome }: { organisation: string; by: string; outcome: Decision },
    now: number,
  ): Promise<Asked | null> {
    const who = outcome === 'withdrawn' ? eq(requests.askedBy, by) : and(ne(requests.askedBy, by), this.isAdministrator(by));
    const [decided] = await this.db
      .update(requests)
      .set({ outcome, decidedBy: by, decidedAt: now })
      .where(and(eq(requests.id, id), eq(requests.organisation, organisation), who, this.isOpen(now)))
      .returning({ person: requests.person, change: requests.change });
    return decided ?? null;
  }

  /** What was approved could not be done: it waits again. */
  async reopen(id: string): Promise<void> {
    await this.db.update(requests).set({ outcome: null, decidedBy: null, decidedAt: null }).where(eq(requests.id, id));
  }

  private isOpen(now: number): SQL | undefined {
    return and(isNull(requests.outcome), gt(requests.expiresAt, now), this.isAdministrator(requests.askedBy));
  }

  private isAdministrator(person: string | PgColumn): SQL {
    const held = and(eq(roles.person, person), eq(roles.role, 'administrator'));
    return exists(this.db.select().from(roles).where(held));
  }
}
