import { expect, test } from '@jest/globals';
import { needsTwo } from '../../../src/administration/needs-two.js';
import type { Change, RoleName } from '../../../src/contract/index.js';

const CHANGES: Record<string, Change> = {
  invitation: { kind: 'invitation' },
  address: { kind: 'address', email: 'iemand@school.example' },
  sender: { kind: 'role', role: 'sender', school: null, title: 'leerplichtambtenaar' },
  recipient: { kind: 'role', role: 'recipient', school: '99AA00', title: 'directeur' },
  teacher: { kind: 'role', role: 'teacher', school: '99AA00', title: 'leerkracht' },
  administrator: { kind: 'role', role: 'administrator', school: null, title: 'beheerder' },
  substitute: { kind: 'substitute', group: '00000000-0000-4000-8000-000000000000', day: '2027-01-11' },
};
/** What one administrator does alone, of somebody who only sends, or does nothing yet. */
const ALONE = ['invitation', 'address', 'sender'];

test.each([[[]], [['sender']]] as [RoleName[]][])('[R-TWO-1] of somebody who holds %j', (roles) => {
  const held = roles.map((role) => ({ role }));
  expect(Object.keys(CHANGES).filter((change) => !needsTwo(CHANGES[change]!, held))).toEqual(ALONE);
});

test.each([[['recipient']], [['teacher']], [['administrator']], [['sender', 'teacher']]] as [RoleName[]][])(
  '[R-TWO-1] everything takes two of somebody who holds %j',
  (roles) => {
    const held = roles.map((role) => ({ role }));
    expect(Object.keys(CHANGES).filter((change) => !needsTwo(CHANGES[change]!, held))).toEqual([]);
  },
);
