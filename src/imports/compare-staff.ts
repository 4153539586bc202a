import { randomUUID } from 'node:crypto';
import type { BatchPreview } from '../contract/index.js';
import type { StaffWrites, StoredPerson, StoredStaff } from '../directory/index.js';
import { forEach } from './course.js';
import type { PlannedPerson, PlannedRole, StaffPlan } from './plan.js';
import { PreviewMaker } from './preview.js';
import { plainly } from './staff-words.js';

/** What may be done with somebody by one administrator alone is decided elsewhere. */
export interface StaffRules {
  /** Whether a person with these roles is one for whom it takes two administrators. */
  isGuarded(roles: Pick<PlannedRole, 'role'>[]): boolean;
  /** Ids of people for whom something waits for a second administrator. */
  awaited: ReadonlySet<string>;
}

interface Asked {
  removes: boolean;
  rules: StaffRules;
  signal: AbortSignal;
  most?: number;
}

/** What would come of it, against the directory as it is. The plan says everything of the schools that occur in it, and nothing of others. */
export async function compareStaff(
  plan: StaffPlan,
  stored: StoredStaff,
  asked: Asked,
): Promise<{ preview: BatchPreview; writes: StaffWrites; added: string[] }> {
  const comparison = new Comparison(plan, stored, asked);
  const known = new Map(stored.people.map((person) => [person.email, person]));
  const inFile = new Set(plan.people.map(({ email }) => email));
  // In an order of their own: the file's may change, and the database has none.
  await forEach(plan.people.toSorted(byAddress), asked.signal, (planned) => comparison.person(planned, known.get(planned.email)));
  const others = stored.people.filter(({ email }) => !inFile.has(email)).sort(byAddress);
  await forEach(others, asked.signal, (person) => comparison.other(person));
  comparison.finish();
  return { preview: comparison.preview.made(), writes: comparison.writes, added: comparison.writes.people.map(({ id }) => id) };
}

function byAddress(a: { email: string }, b: { email: string }): number {
  return a.email < b.email ? -1 : Number(a.email > b.email);
}

class Comparison {
  readonly preview: PreviewMaker;
  readonly writes: StaffWrites = {
    ...{ people: [], renamed: [], roles: [], groups: [], teaching: [], administrators: [], anew: [] },
    ...{ rolesTaken: [], teachingTaken: [], groupsTaken: [], peopleTaken: [], schools: [] },
  };
  /** By school and name. */
  private readonly groups = new Map<string, { id: string; school: string; name: string }>();
  private readonly groupOf = new Map<string, { id: string; school: string; name: string }>();
  /** By person. */
  private readonly teaching = new Map<string, { group: string; weekdays: number[] }[]>();
  private readonly schools = new Set<string>();
  /** Ids of groups that somebody in the plan teaches. */
  private readonly taught = new Set<string>();

  constructor(
    plan: StaffPlan,
    private readonly stored: StoredStaff,
    private readonly asked: Asked,
  ) {
    this.preview = new PreviewMaker(asked.most);
    // A school may have gone since the plan was made.
    this.occurring = new Set(plan.schools.filter((code) => stored.schools.has(code)));
    for (const group of stored.groups) {
      this.groups.set(keyOf(group.school, group.name), group);
      this.groupOf.set(group.id, group);
    }
    for (const { person, ...teaching } of stored.teaching)
      if (!this.teaching.get(person)?.push(teaching)) this.teaching.set(person, [teaching]);
  }

  private readonly occurring: ReadonlySet<string>;

  person(planned: PlannedPerson, known: StoredPerson | undefined): void {
    if (this.stored.elsewhere.has(planned.email)) {
      this.preview.elsewhere += 1;
      return;
    }
    const { email, name } = planned;
    const roles = planned.roles.filter(({ school }) => school === null || this.occurring.has(school));
    if (roles.length === 0) {
      this.preview.elsewhere += 1;
      return;
    }
    const id = known?.id ?? randomUUID();
    const held = known?.roles ?? [];
    const given = roles.filter((role) => !held.some((each) => isSame(each, role) && each.title === role.title));
    const taught = this.taughtBy(planned, id);
    const isRenamed = known !== undefined && known.name !== name;
    const taken = known ? this.takenFrom(known, roles, taught.all) : NOTHING_TAKEN;
    const gives = !known || isRenamed || given.length > 0 || taught.given.length > 0;
    if (!gives && taken.roles.length === 0 && taken.groups.length === 0) return this.preview.leaveAlone();

    if (!known) this.writes.people.push({ id, email, name });
    if (isRenamed) this.writes.renamed.push({ id, email, name });
    this.writes.roles.push(...given.map((role) => ({ ...role, person: id })));
    this.writes.teaching.push(...taught.given.map(({ group, weekdays }) => ({ group, person: id, weekdays })));
    this.take(id, taken);
    this.concerns(
      [...given, ...(isRenamed ? held : [])].map(({ school }) => school),
      taught.schools,
    );
    const isAwaited = known !== undefined && this.asked.rules.awaited.has(known.id);
    if (gives && (isAwaited || this.isGuarded(known, [...held, ...roles]))) this.preview.takesTwo = true;
    if (known && !this.isGuarded(known, held) && this.asked.rules.isGuarded(roles)) this.writes.anew.push(id);
    if (given.some(({ role }) => role === 'administrator') && !held.some(({ role }) => role === 'administrator'))
      this.writes.administrators.push({ id, name });

    const details = [
      ...(isRenamed ? ['name'] : []),
      ...(known && given.length > 0 ? ['role-added'] : []),
      ...(taken.roles.length > 0 ? ['role-removed'] : []),
      ...(known && (taught.given.length > 0 || taken.groups.length > 0) ? ['groups'] : []),
    ];
    const change = !known ? 'added' : gives ? 'changed' : 'removed';
    const essence = [email, name, known?.name, given.map(wordsOf), taught.essence, taken.roles.map(wordsOf), taken.essence];
    const named = given.map(({ school, ...role }) => ({
      title: plainly(role),
      schoolName: this.stored.schools.get(school ?? '') ?? null,
    }));
    // Also of somebody who was there: one administrator may have added them, or given them the address.
    const seen = { ...(given.length > 0 && { roles: named }), ...((!known || isRenamed || given.length > 0) && { email }) };
    const label = isRenamed ? `${known.name} → ${name}` : name;
    this.preview.add({ what: 'person', change, label, details, ...seen }, essence, rankOf(given));
  }

  /** Somebody at one of the schools who is not in the plan. */
  other(person: StoredPerson): void {
    const taken = this.takenFrom(person, [], new Set());
    if (taken.roles.length === 0 && taken.groups.length === 0) return;
    const leaves = taken.roles.length > 0 && taken.roles.length === person.roles.length && !person.stepsIn;
    this.take(person.id, taken);
    if (leaves && this.asked.removes) this.writes.peopleTaken.push(person.id);
    const details = leaves ? [] : taken.roles.length > 0 ? ['role-removed'] : ['groups'];
    const essence = [person.email, leaves, taken.roles.map(wordsOf), taken.essence];
    this.preview.add({ what: 'person', change: 'removed', label: person.name, details }, essence);
  }

  /**
   * Groups go with whoever had them, which is seen; one that nobody had stays: it may be new, with somebody who steps in. The contacts
   * of schools whose people change are told.
   */
  finish(): void {
    const left = new Set(this.writes.teachingTaken.map(({ group }) => group));
    this.writes.groupsTaken.push(...[...left].filter((group) => !this.taught.has(group)));
    this.writes.schools.push(...[...this.schools].sort());
  }

  private isGuarded(known: StoredPerson | undefined, roles: Pick<PlannedRole, 'role'>[]): boolean {
    return known?.stepsIn || this.asked.rules.isGuarded(roles);
  }

  private taughtBy({ groups }: PlannedPerson, person: string) {
    const before = new Map((this.teaching.get(person) ?? []).map(({ group, weekdays }) => [group, weekdays]));
    const all = new Set<string>();
    const given: { group: string; weekdays: number[] }[] = [];
    const schools: string[] = [];
    const essence: unknown[] = [];
    for (const { school, group: name, weekdays } of groups) {
      if (!this.occurring.has(school)) continue;
      const { id } = this.groupFor(school, name);
      all.add(id);
      this.taught.add(id);
      if (before.get(id)?.toSorted().join() === weekdays.join()) continue;
      given.push({ group: id, weekdays });
      schools.push(school);
      essence.push([school, name, weekdays]);
    }
    return { all, given, schools, essence };
  }

  private groupFor(school: string, name: string) {
    const known = this.groups.get(keyOf(school, name));
    if (known) return known;
    const made = { id: randomUUID(), school, name };
    this.groups.set(keyOf(school, name), made);
    this.writes.groups.push(made);
    return made;
  }

  /** What somebody has at the schools of the plan, and would not have any more. */
  private takenFrom(person: StoredPerson, roles: PlannedRole[], groups: ReadonlySet<string>) {
    const isHere = (school: string | null | undefined) => school !== null && school !== undefined && this.occurring.has(school);
    const gone = person.roles.filter((held) => isHere(held.school) && !roles.some((role) => isSame(role, held)));
    const left = (this.teaching.get(person.id) ?? []).flatMap(({ group }) => (groups.has(group) ? [] : this.groupOf.get(group)!));
    const here = left.filter(({ school }) => isHere(school));
    return {
      roles: gone.sort((a, b) => (keyOf(a.school!, a.role) < keyOf(b.school!, b.role) ? -1 : 1)),
      groups: here.map(({ id }) => id),
      schools: here.map(({ school }) => school),
      essence: here.map(({ school, name }) => keyOf(school, name)).sort(),
    };
  }

  private take(person: string, { roles, groups, schools }: Omit<ReturnType<Comparison['takenFrom']>, 'essence'>): void {
    if (!this.asked.removes) return;
    this.writes.rolesTaken.push(...roles.map(({ role, school }) => ({ person, role, school })));
    this.writes.teachingTaken.push(...groups.map((group) => ({ group, person })));
    this.concerns(
      roles.map(({ school }) => school),
      schools,
    );
  }

  /** Schools whose contacts are told. */
  private concerns(...schools: (string | null)[][]): void {
    for (const school of schools.flat()) if (school !== null && this.stored.schools.has(school)) this.schools.add(school);
  }
}

const NOTHING_TAKEN: ReturnType<Comparison['takenFrom']> = { roles: [], groups: [], schools: [], essence: [] };

function isSame(a: Pick<PlannedRole, 'role' | 'school'>, b: Pick<PlannedRole, 'role' | 'school'>): boolean {
  return a.role === b.role && a.school === b.school;
}

/** What somebody gets, from what weighs most: a second administrator sees the first hundred. */
function rankOf(given: PlannedRole[]): number {
  const ranks = given.map(({ role }) => ['administrator', 'recipient', 'teacher'].indexOf(role));
  return Math.min(...ranks.filter((rank) => rank >= 0), 3);
}

/** In an order of its own: a plan that was stored has its keys in another one. */
function wordsOf({ role, school, title }: PlannedRole) {
  return [role, school, title];
}

function keyOf(school: string, name: string): string {
  return `${school} ${name}`;
}
