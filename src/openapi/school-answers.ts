import type {
  Candidate,
  Colleague,
  Group,
  Holiday,
  Hours,
  NotReady,
  NotReadyList,
  SchoolDetails,
  SchoolListed,
  SchoolsListed,
  SchoolState,
  Warning,
  Weekday,
} from '../contract/index.js';
import { invitation, sector } from './answers.js';
import {
  date,
  either,
  identifier,
  just,
  listOf,
  named,
  numbers,
  object,
  oneOf,
  orNull,
  type Schema,
  text,
  whole,
} from './schema.js';

/** What schools and their people are in JSON Schema. */

const days = { 1: true, 2: true, 3: true, 4: true, 5: true, 6: true, 7: true } as const;
const weekday = numbers<Weekday>(days);
const schoolDay = object<{ bell: string; end: string }>({ bell: text, end: text });
const week = { 1: schoolDay, 2: schoolDay, 3: schoolDay, 4: schoolDay, 5: schoolDay, 6: schoolDay, 7: schoolDay };
const hours = named('Hours', object<Hours>(week, [1, 2, 3, 4, 5, 6, 7]));
const state = named('SchoolState', oneOf<SchoolState>({ 'not-ready': true, testing: true, live: true }));
const colleague = named('Colleague', object<Colleague>({ person: identifier, name: text, title: text }));
export const candidate = named('Candidate', object<Candidate>({ person: identifier, name: text, title: text, schoolName: text }));
export const group = named(
  'Group',
  object<Group>({
    ...{ id: identifier, name: text },
    teachers: listOf(object<Group['teachers'][number]>({ person: identifier, weekdays: listOf(weekday) })),
  }),
);
const listed = object<SchoolListed>({
  ...{ code: text, name: text, place: text, sector, state, contacts: whole, reachable: whole, warnings: whole },
});
export const schoolsListed = named(
  'SchoolsListed',
  object<SchoolsListed>({
    ...{ schools: listOf(listed), total: whole },
    states: object<Record<SchoolState, number>>({ 'not-ready': whole, testing: whole, live: whole }),
  }),
);
type Plain = Exclude<Warning['kind'], 'never-signed-in' | 'no-device' | 'uncovered'>;
const warning: Schema<Warning> = named(
  'Warning',
  either(
    either(
      object<{ kind: Plain }>({
        kind: oneOf<Plain>({ 'no-phone': true, 'no-hours': true, 'no-contact': true, 'one-contact': true }),
      }),
      object<{ kind: 'never-signed-in' | 'no-device'; name: string }>({
        kind: oneOf({ 'never-signed-in': true, 'no-device': true }),
        name: text,
      }),
    ),
    object<Extract<Warning, { group: string }>>({ kind: just('uncovered'), group: text, weekdays: listOf(weekday) }),
  ) as Schema<Warning>,
);
const absence = object<SchoolDetails['absences'][number]>({ person: identifier, name: text, day: date });
const substitute = object<SchoolDetails['substitutes'][number]>({ group: identifier, person: identifier, name: text, day: date });
export const schoolDetails = named(
  'SchoolDetails',
  object<SchoolDetails>({
    ...{ code: text, name: text, place: text, sector, phone: text, state, hours, today: date },
    holidays: listOf(object<Holiday>({ first: date, last: date, name: text })),
    ...{ contacts: listOf(colleague), teachers: listOf(colleague), groups: listOf(group) },
    ...{ substitutes: listOf(substitute), absences: listOf(absence), warnings: listOf(warning) },
  }),
);
const notReady = object<NotReady>({
  ...{ id: identifier, name: text, why: oneOf<NotReady['why']>({ 'never-signed-in': true, 'no-device': true }), invitation },
  roles: listOf(object<NotReady['roles'][number]>({ title: text, schoolName: orNull(text) })),
});
export const notReadyList = named('NotReadyList', object<NotReadyList>({ people: listOf(notReady), total: whole }));
