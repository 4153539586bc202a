import { describe, expect, test } from '@jest/globals';
import { type SchoolFacts, warningsOf } from '../../../src/directory/school-warnings.js';

const DAY = { bell: '08:30', end: '15:30' };
const contact = (name: string, changed = {}) => ({
  ...{ person: name, name, title: 'directeur', hasSignedIn: true, hasDevice: true },
  ...changed,
});
const FINE: SchoolFacts = {
  phone: '013 - 123 45 01',
  hours: { 1: DAY, 3: DAY },
  contacts: [contact('Anne'), contact('Hans')],
  groups: [{ id: 'six', name: 'Groep 6', teachers: [{ person: 'tom', weekdays: [1, 2, 3] }] }],
};
const of = (changed: Partial<SchoolFacts>) => warningsOf({ ...FINE, ...changed });

describe('warnings', () => {
  test('[R-SCHOOL-3] there are none where all is well', () => {
    expect(warningsOf(FINE)).toEqual([]);
    expect(of({ groups: [] })).toEqual([]);
  });

  test('[R-SCHOOL-3] name each thing, the worst first', () => {
    expect(of({ phone: '', hours: {}, contacts: [] })).toEqual([
      { kind: 'no-phone' },
      { kind: 'no-hours' },
      { kind: 'no-contact' },
    ]);
    expect(of({ contacts: [contact('Anne')] })).toEqual([{ kind: 'one-contact' }]);
    const [away, unread] = [contact('Hans', { hasSignedIn: false, hasDevice: false }), contact('Anne', { hasDevice: false })];
    expect(of({ contacts: [unread, away] })).toEqual([
      { kind: 'never-signed-in', name: 'Hans' },
      { kind: 'no-device', name: 'Anne' },
    ]);
  });

  test('[R-SCHOOL-3] a group is covered by all its teachers together, on days with school alone', () => {
    const teachers = [
      { person: 'tom', weekdays: [1 as const] },
      { person: 'marijke', weekdays: [1 as const, 5 as const] },
    ];
    const group = { id: 'six', name: 'Groep 6 b', teachers };
    expect(of({ groups: [group] })).toEqual([{ kind: 'uncovered', group: 'Groep 6 b', weekdays: [3] }]);
    expect(of({ groups: [group], hours: { 1: DAY, 5: DAY } })).toEqual([]);
    expect(of({ groups: [{ ...group, teachers: [] }] })).toMatchObject([{ weekdays: [1, 3] }]);
  });
});
