import { openDatabase } from '../../dist/server/directory/index.js';
import * as tables from '../../dist/server/directory/schema.js';
import { AT_A_SCHOOL, codeOf, deviceOf, groupOf, isContact, isSender, ORGANISATION } from './town.mjs';
import { personOf, schoolOf, SENDERS, sessionOf, STAFF } from './town.mjs';

/** Rows of one statement: PostgreSQL takes 65,535 values. */
const AT_ONCE = 2_000;
const HOURS = 12 * 3_600_000;
/** Any moment is within the alert window, but for the last minutes of a day. */
const ALL_DAY = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, { bell: '00:00', end: '23:59' }]));
const SETTINGS = { cutoffMinutes: 1, stepUpMinutes: 10_000 };

/** A directory with everybody of the town, each signed in on a device of their own. */
export async function seed(where) {
  const { db, close } = await openDatabase(where);
  const people = Array.from({ length: STAFF + SENDERS }, (_, number) => number);
  const schools = Array.from({ length: STAFF / AT_A_SCHOOL }, (_, school) => school);
  const teachers = people.filter((number) => !isSender(number) && !isContact(number));
  const moment = Date.now();
  const insert = async (table, rows) => {
    for (let at = 0; at < rows.length; at += AT_ONCE) await db.insert(table).values(rows.slice(at, at + AT_ONCE));
  };
  await db.insert(tables.organisations).values({ id: ORGANISATION, key: 'bench', name: 'Bench', settings: SETTINGS });
  await insert(tables.schools, schools.map(schoolRow));
  await insert(tables.people, people.map(personRow));
  await insert(tables.roles, people.map(roleRow));
  await insert(
    tables.groups,
    schools.map((school) => ({ id: groupOf(school), school: codeOf(school), name: 'Groep 5' })),
  );
  await insert(
    tables.groupTeachers,
    teachers.map((number) => ({ group: groupOf(schoolOf(number)), person: personOf(number), weekdays: [1, 2, 3, 4, 5] })),
  );
  await insert(
    tables.sessions,
    people.map((number) => sessionRow(number, moment)),
  );
  await insert(
    tables.devices,
    people.map((number) => deviceRow(number, moment)),
  );
  await close();
}

function schoolRow(school) {
  const code = codeOf(school);
  const name = `School ${school}`;
  const where = { place: 'Elzenmeer', phone: '0100000000', municipality: '0001', sector: 'po' };
  return { code, organisation: ORGANISATION, name, ...where, state: 'live', hours: ALL_DAY, search: name.toLowerCase() };
}

function personRow(number) {
  const [name, email] = [`Persoon ${number}`, `persoon${number}@elzenmeer.example`];
  return { id: personOf(number), organisation: ORGANISATION, email, name, search: `${name.toLowerCase()} ${email}` };
}

function roleRow(number) {
  const person = personOf(number);
  if (isSender(number)) return { person, role: 'sender', school: null, title: 'leerplicht' };
  const school = codeOf(schoolOf(number));
  return isContact(number)
    ? { person, role: 'recipient', school, title: 'directeur' }
    : { person, role: 'teacher', school, title: 'leerkracht' };
}

function sessionRow(number, moment) {
  const times = { createdAt: moment, usedAt: moment, approvedAt: moment, provenAt: moment };
  const ends = { expiresAt: moment + HOURS, endsAt: moment + HOURS };
  const what = { tokenHash: `none ${number}`, label: 'Bench', use: 'own', isWaiting: false };
  return { id: sessionOf(number), person: personOf(number), ...what, ...times, ...ends };
}

function deviceRow(number, moment) {
  const times = { registeredAt: moment, seenAt: moment };
  return { ...deviceOf(number), person: personOf(number), session: sessionOf(number), ...times };
}
