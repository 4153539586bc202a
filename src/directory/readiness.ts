import { Inject, Injectable } from '@nestjs/common';
import { and, asc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { NotReady, NotReadyList } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { canBeSealedTo } from './devices.js';
import { InvitationList } from './invitations.js';
import { accounts, devices, passkeys, people, roles, schools, sessions } from './schema.js';
import { containing } from './searchable.js';
import { isAlive } from './sessions.js';

/** How many are listed at the most. */
const LISTED = 100;

/** Who has a role, and is not ready for it. */
@Injectable()
export class Readiness {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    private readonly links: InvitationList,
  ) {}

  /**
   * Those of an organisation who have nothing to sign in with and no session, and the contacts and teachers without a device that
   * can read; with every word of the query in their name, their address or a school of theirs. By school and name.
   */
  async notReady(organisation: string, query: string, now: number): Promise<NotReadyList> {
    const { held, able, reachable } = this.standing(organisation, now);
    const words = containing(held.search, query);
    const found = await this.db
      .with(held, able, reachable)
      .select({
        id: held.person,
        name: held.name,
        isAble: isNotNull(able.person),
        // Counted before it is cut off.
        total: sql`count(*) over ()`.mapWith(Number),
      })
      .from(held)
      .leftJoin(able, eq(able.person, held.person))
      .leftJoin(reachable, eq(reachable.person, held.person))
      .where(and(or(isNull(able.person), and(held.reads, isNull(reachable.person))), ...words))
      // Who has no school last; `search` begins with the name.
      .orderBy(sql`${held.school} nulls last`, sql`${held.search} collate "C"`)
      .limit(LISTED);
    return { people: await this.described(found, now), total: found[0]?.total ?? 0 };
  }

  /** Each in one pass over a table: there may be tens of thousands. */
  private standing(organisation: string, now: number) {
    const held = this.db.$with('held').as(
      this.db
        .select({
          person: sql<string>`${people.id}`.as('held_person'),
          name: sql<string>`${people.name}`.as('held_name'),
          school: sql`min(${schools.search} collate "C")`.as('held_school'),
          reads: sql<boolean>`bool_or(${roles.role} in ('recipient', 'teacher'))`.as('held_reads'),
          search: sql<string>`${people.search} || ' ' || coalesce(string_agg(${schools.search}, ' '), '')`.as('held_search'),
        })
        .from(people)
        .innerJoin(roles, eq(roles.person, people.id))
        .leftJoin(schools, eq(schools.code, roles.school))
        .where(eq(people.organisation, organisation))
        .groupBy(people.id),
    );
    const signedIn = this.db.select({ person: sessions.person }).from(sessions).where(isAlive(now));
    const able = this.db.$with('able').as(
      this.db
        .select({ person: passkeys.person })
        .from(passkeys)
        .union(this.db.select({ person: accounts.person }).from(accounts))
        .union(signedIn),
    );
    const reachable = this.db
      .$with('reachable')
      .as(
        this.db
          .selectDistinct({ person: devices.person })
          .from(devices)
          .innerJoin(sessions, eq(sessions.id, devices.session))
          .where(canBeSealedTo(now)),
      );
    return { held, able, reachable };
  }

  private async described(found: { id: string; name: string; isAble: unknown }[], now: number): Promise<NotReady[]> {
    const ids = found.map(({ id }) => id);
    if (ids.length === 0) return [];
    const held = await this.db
      .select({ person: roles.person, role: { title: roles.title, schoolName: schools.name } })
      .from(roles)
      .leftJoin(schools, eq(schools.code, roles.school))
      .where(inArray(roles.person, ids))
      .orderBy(asc(roles.school), asc(roles.role));
    const invited = await this.links.statesOf(ids, now);
    return found.map(({ id, name, isAble }) => ({
      id,
      name,
      roles: held.filter(({ person }) => person === id).map(({ role }) => role),
      why: isAble ? 'no-device' : 'never-signed-in',
      invitation: invited.get(id) ?? null,
    }));
  }
}
