import { isEmail } from 'class-validator';
import { type RoleName, SCHOOL_CODE } from '../contract/index.js';
import type { Course } from './course.js';
import type { Faults } from './faults.js';
import type { Upload } from './lines.js';
import type { PlannedPerson, StaffPlan } from './plan.js';
import { type Row, rowsOf, type Shape, type Taken } from './rows.js';
import { rolesIn, weekdaysIn } from './staff-words.js';

type Column = 'email' | 'name' | 'school' | 'roles' | 'groups' | 'days';

const SHAPE: Shape<Column> = {
  required: { email: ['e-mail', 'email'], name: ['naam'], school: ['schoolcode'], roles: ['rollen'] },
  optional: { groups: ['groepen'], days: ['dagen'] },
  isClosed: true,
};

/** What the directory keeps, in letters. */
const LONGEST = { email: 254, name: 100, school: 20, roles: 300, groups: 1000, days: 100 };

/** How often somebody has a group, in all. */
const MOST_TEACHING = 100_000;

const GROUP = /^(?=.*[\p{L}\p{N}])[\p{L}\p{M}\p{N} .'’/()&+-]{1,40}$/u;

/** What a line says of one person at one school. */
interface Said {
  person: PlannedPerson;
  /** Who was said to have which group until now. */
  teaching: Set<string>;
  roles: ReadonlyMap<RoleName, string>;
  /** Empty where it is of no school, or none could be made out. */
  school: string;
}

/** A plan, and for each address the line where it stands first: what is found out later is a fault of that line. */
export interface StaffRead {
  plan: StaffPlan;
  lines: Map<string, Row<Column>>;
}

/**
 * Reads files with staff together; a line for each person and school, and more where groups differ by day.
 * @param schools codes of the organisation's schools
 * @param faults receives everything that is wrong; with one, the plan is worth nothing
 */
export async function readStaff(
  uploads: Upload[],
  schools: ReadonlySet<string>,
  { faults, course }: { faults: Faults; course: Course },
): Promise<StaffRead> {
  const people = new Map<string, PlannedPerson>();
  const lines: StaffRead['lines'] = new Map();
  const occurring = new Set<string>();
  const teaching: Said['teaching'] = new Set();
  const taken: Taken = { lines: 0 };
  for (const upload of uploads) {
    for await (const row of rowsOf(upload, SHAPE, { faults, course, taken })) {
      const person = personIn(row, people);
      const roles = rolesIn(row.required('roles', LONGEST.roles), (code) => row.fault('roles', code));
      const said = { person, teaching, roles, school: schoolIn(row, roles, schools) };
      if (said.school !== '') occurring.add(said.school);
      const hasGroups = addGroups(row, said);
      addRoles(row, said, hasGroups);
      if (person.email !== '' && !lines.has(person.email)) lines.set(person.email, row);
      if (teaching.size <= MOST_TEACHING) continue;
      faults.add(upload.name, null, null, 'too-large');
      break;
    }
  }
  return { plan: { kind: 'staff', people: [...people.values()], schools: [...occurring] }, lines };
}

function personIn(row: Row<Column>, people: Map<string, PlannedPerson>): PlannedPerson {
  const email = row.required('email', LONGEST.email).toLowerCase();
  const name = row.required('name', LONGEST.name);
  const made: PlannedPerson = { email, name, roles: [], groups: [] };
  if (email === '') return made;
  if (!isAddress(email)) {
    row.fault('email', 'email');
    return { ...made, email: '' };
  }
  const known = people.get(email);
  if (known && name !== '' && known.name !== name) row.fault('name', 'name-differs');
  if (!known) people.set(email, made);
  return known ?? made;
}

/** As the pages take them. */
function isAddress(email: string): boolean {
  // eslint-disable-next-line no-control-regex -- ASCII is what it says
  return /^[\x00-\x7f]*$/.test(email) && isEmail(email);
}

/** Recipients and teachers are at a school; senders and administrators at none. */
function schoolIn(row: Row<Column>, roles: ReadonlyMap<RoleName, string>, schools: ReadonlySet<string>): string {
  const isAtSchool = roles.has('recipient') || roles.has('teacher');
  const code = row.optional('school', LONGEST.school).toUpperCase();
  if (code === '') {
    if (isAtSchool) row.fault('school', 'school-missing');
    return '';
  }
  if (roles.size > 0 && !isAtSchool) row.fault('school', 'school-superfluous');
  else if (!SCHOOL_CODE.test(code)) row.fault('school', 'code');
  else if (!schools.has(code)) row.fault('school', 'school-unknown');
  else return code;
  return '';
}

/** The roles that are new in this line; those that are not stand there because of other groups. */
function addRoles(row: Row<Column>, { person, roles, school }: Said, hasGroups: boolean): void {
  for (const [role, title] of roles) {
    const at = role === 'recipient' || role === 'teacher' ? school : null;
    const known = person.roles.find((held) => held.role === role && held.school === at);
    if (!known) person.roles.push({ role, school: at, title });
    else if (!hasGroups || known.title !== title) row.fault('roles', 'role-twice');
  }
}

/** @returns whether there are any */
function addGroups(row: Row<Column>, { person, teaching, roles, school }: Said): boolean {
  const field = row.optional('groups', LONGEST.groups);
  const days = row.optional('days', LONGEST.days);
  const weekdays = weekdaysIn(days);
  if (!weekdays) row.fault('days', 'weekdays');
  if (field === '') {
    if (days !== '') row.fault('days', 'weekdays-superfluous');
    return false;
  }
  if (roles.size > 0 && !roles.has('teacher')) row.fault('groups', 'groups-superfluous');
  for (const group of field.split(',').map((each) => each.trim())) {
    const key = [person.email, school, group].join('\n');
    if (!GROUP.test(group)) row.fault('groups', 'group');
    else if (person.email !== '' && teaching.has(key)) row.fault('groups', 'teaching-twice');
    else {
      teaching.add(key);
      person.groups.push({ school, group, weekdays: weekdays ?? [] });
    }
  }
  return true;
}
