import { expect, test } from '@jest/globals';
import type { DeviceUse, RoleName } from '../../../src/contract/index.js';
import { lifeOf } from '../../../src/identity/lives.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const SHARED = { idle: 20 * MINUTE, most: 12 * HOUR, persists: false };
const OFFICE = { idle: 12 * HOUR, most: 12 * HOUR, persists: true };
const SCHOOL = { idle: 30 * DAY, most: 180 * DAY, persists: true };

const held = (role: RoleName) => ({ role, school: role === 'recipient' || role === 'teacher' ? '99AA00' : null, title: role });

test.each<[RoleName[], DeviceUse | null, object]>([
  [['sender'], 'own', OFFICE],
  [['administrator'], 'own', OFFICE],
  [['recipient'], 'own', SCHOOL],
  [['teacher'], 'own', SCHOOL],
  [['recipient', 'teacher'], 'own', SCHOOL],
  // The shortest of what somebody is.
  [['teacher', 'administrator'], 'own', OFFICE],
  [['sender', 'recipient'], 'own', OFFICE],
  [[], 'own', SCHOOL],
  [['teacher'], 'board', SCHOOL],
  [['recipient'], 'board', SCHOOL],
  [['sender'], 'board', OFFICE],
  [['sender'], 'shared', SHARED],
  [['recipient'], 'shared', SHARED],
  [['teacher', 'administrator'], 'shared', SHARED],
  [['sender'], null, SHARED],
  [['recipient'], null, SHARED],
  [[], null, SHARED],
])('[R-SESSION-5] a session of %j on a device %j has its limits', (roles, use, life) => {
  expect(lifeOf(roles.map(held), use)).toEqual(life);
});
