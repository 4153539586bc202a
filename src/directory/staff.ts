import { Inject, Injectable } from '@nestjs/common';
import { and, asc, count, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { PersonFound, Role } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { InvitationList } from './invitations.js';
import { accounts, heldRoles, passkeys, people, roles, schools, sessions } from './schema.js';
import { containing } from './searchable.js';
import { isAlive } from './sessions.js';

/** How many are found at the most. */
const FOUND = 20;

export interface StaffMember {
  id: string;
  name: string;
  email: string;
}

const MEMBER = { id: people.id, name: people.name, email: people.email };

/** The people of an organisation as its administrators see them. */
@Injectable()
export class Staff {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    private readonly links: InvitationList,
  ) {}

  /** Those with every word in their name or address, by name; of nothing asked, the first ones. */
  async search(organisation: string, query: string, now: number): Promise<PersonFound[]> {
    const found = await this.db
      .select(MEMBER)
      .from(people)
      .where(and(eq(people.organisation, organisation), ...containing(people.search, query)))
      // The collation is named because engines differ in theirs; `search` begins with the name.
      .orderBy(sql`${people.search} collate "C"`)
      .limit(FOUND);
    return this.withStanding(found, now);
  }

  /** Null where the organisation has nobody like that. */
  async member(id: string, organisation: string): Promise<StaffMember | null> {
    const [member] = await this.db
      .select(MEMBER)
      .from(people)
      .where(and(eq(people.id, id), eq(people.organisation, organisation)));
    return member ?? null;
  }

  /** Whether the address is somebody else's. */
  async isTaken(email: string, person: string): Promise<boolean> {
    const [owner] = await this.db.select({ id: people.id }).from(people).where(eq(people.email, email));
    return owner !== undefined && owner.id !== person;
  }

  /** Every role of a person, also those of one day: whichever day that is or was. */
  rolesOf(person: string): Promise<Pick<Role, 'role' | 'school'>[]> {
    const { role, school } = heldRoles;
    return this.db.selectDistinct({ role, school }).from(heldRoles).where(eq(heldRoles.person, person));
  }

  /** The ids of the designated contacts of any of the schools. */
  async contacts(codes: string[]): Promise<string[]> {
    return this.whoAre(and(eq(roles.role, 'recipient'), inArray(roles.school, codes)));
  }

  /** The ids of the organisation's administrators. */
  async administrators(organisation: string): Promise<string[]> {
    return this.whoAre(and(eq(roles.role, 'administrator'), eq(people.organisation, organisation)));
  }

  private async whoAre(which: SQL | undefined): Promise<string[]> {
    const found = await this.db
      .selectDistinct({ id: people.id })
      .from(roles)
      .innerJoin(people, eq(people.id, roles.person))
      .where(which);
    return found.map(({ id }) => id);
  }

  private async withStanding(members: StaffMember[], now: number): Promise<PersonFound[]> {
    const ids = members.map(({ id }) => id);
    const held = await this.db
      .select({
        person: roles.person,
        role: { role: roles.role, school: roles.school, title: roles.title, schoolName: schools.name },
      })
      .from(roles)
      .leftJoin(schools, eq(schools.code, roles.school))
      .where(inArray(roles.person, ids))
      .orderBy(asc(roles.school), asc(roles.role));
    const invited = await this.links.statesOf(ids, now);
    const [ofPasskeys, ofAccounts, ofSessions] = [
      await this.numbers(passkeys, ids),
      await this.numbers(accounts, ids),
      await this.numbers(sessions, ids, isAlive(now)),
    ];
    return members.map((member) => ({
      ...member,
      roles: held.filter(({ person }) => person === member.id).map(({ role }) => role),
      passkeys: ofPasskeys.get(member.id) ?? 0,
      accounts: ofAccounts.get(member.id) ?? 0,
      sessions: ofSessions.get(member.id) ?? 0,
      invitation: invited.get(member.id) ?? null,
    }));
  }

  private async numbers(
    table: typeof passkeys | typeof accounts | typeof sessions,
    ids: string[],
    which?: SQL,
  ): Promise<Map<string, number>> {
    const rows = await this.db
      .select({ person: table.person, number: count() })
      .from(table as typeof passkeys)
      .where(and(inArray(table.person, ids), which))
      .groupBy(table.person);
    return new Map(rows.map(({ person, number }) => [person, number]));
  }
}
