import {
  type Chosen,
  type ColleagueView,
  type ContactView,
  type Me,
  type OpenerView,
  PHASE_TIMES,
  type RoleName,
  type SchoolFound,
  type SchoolsReach,
  type SenderView,
  type TeacherFound,
  type TeacherView,
  type View,
} from '../../src/contract/index.js';
import type { Content } from '../../src/sealed/content.js';
import type { Farewell } from '../connection/live.js';

/** A moment of the gallery's only day, a Friday in winter. @param clock "08:02", in the Netherlands */
export function at(clock: string): number {
  return Date.parse(`2026-03-13T${clock}:00+01:00`);
}

/** Pupils who do not exist, and are called so. */
export const PUPIL: Content = { name: 'Robin Oefenkind', dateOfBirth: '2016-04-12' };
export const LONG_NAME: Content = { name: 'Annabel-Wilhelmina Oefenkind-van der Verzonnenlaanstraat', dateOfBirth: '2014-11-30' };

export const LINDE: SchoolFound = {
  code: '00AA00',
  name: 'OBS De Linde',
  place: 'Tilburg',
  phone: '013 - 123 45 67',
  sector: 'po',
  state: 'live',
  reachable: 2,
  devices: [{ id: 'device', key: { kty: 'EC', crv: 'P-256', x: '', y: '' } }],
  target: { bellAt: at('08:30'), endsAt: at('15:30') },
  firstDay: at('08:30'),
};
export const KOMPAS: SchoolFound = {
  ...LINDE,
  code: '00BB00',
  name: 'Interconfessionele Scholengemeenschap Het Kompas',
  place: 'Goirle',
  phone: '013 - 765 43 21',
};

/** Three of 44 schools would hear of nothing now. */
export const REACH: SchoolsReach = {
  schools: 44,
  reachable: 41,
  unreachable: [
    { code: '00CC00', name: 'CBS De Dennen', place: 'Goirle', phone: '013 - 555 01 01', why: 'nobody' },
    { code: '00BB00', name: KOMPAS.name, place: KOMPAS.place, phone: KOMPAS.phone, why: 'no-key' },
    { code: '00DD00', name: 'Montessorischool De Wilg', place: 'Tilburg', phone: '013 - 555 02 02', why: 'nobody' },
  ],
};

function someone(name: string, ...roles: [RoleName, string, SchoolFound?][]): Me {
  return {
    person: name,
    name,
    organisation: 'organisation',
    roles: roles.map(([role, title, school]) => ({ role, title, school: school?.code ?? null })),
    use: 'own',
    provenUntil: Number.MAX_SAFE_INTEGER,
    phone: '013 - 123 45 99',
  };
}

export const KARIN = someone('Karin de Graaf', ['sender', 'leerplichtambtenaar']);
export const PETRA = someone('Petra van Dam', ['recipient', 'intern begeleider', LINDE]);
export const HANS = someone('Hans Mol', ['recipient', 'directeur', LINDE], ['recipient', 'directeur', KOMPAS]);
export const MARIJKE = someone('Marijke Bos', ['teacher', 'leerkracht', LINDE]);
export const ANNE = someone('Anne Smit', ['recipient', 'directeur', LINDE], ['teacher', 'leerkracht', LINDE]);
export const BEHEER = someone('Wim Jansen', ['administrator', 'beheerder']);
export const NOBODY = someone('Bas Visser');

const COMMON = {
  version: 1,
  drill: false,
  sentAt: at('08:02'),
  opensAt: at('07:30'),
  handedBackAt: null,
  bellAt: at('08:30'),
  endsAt: at('15:30'),
  times: PHASE_TIMES,
  school: LINDE,
};

/** Of a signal that was sent on Friday evening. */
export const MONDAY = {
  sentAt: at('16:40'),
  opensAt: Date.parse('2026-03-16T07:30:00+01:00'),
  bellAt: Date.parse('2026-03-16T08:30:00+01:00'),
  endsAt: Date.parse('2026-03-16T15:30:00+01:00'),
};

/** A signal that its sender sees; it waits, and has arrived. */
export function sent(changed: Partial<SenderView> = {}): SenderView {
  const times = { arrivedAt: at('08:02'), openedAt: null, knownAt: null, returnedAt: null, calledAt: null };
  return { ...COMMON, ...times, id: 'sent', as: 'sender', progress: 'waiting', knownBy: null, ...changed };
}

export function colleague(changed: Partial<ColleagueView> = {}): ColleagueView {
  return { ...COMMON, id: 'colleague', as: 'colleague', progress: 'waiting', calledAt: null, ...changed };
}

export function contact(changed: Partial<ContactView> = {}): ContactView {
  const nobody = { openedBy: null, handedBackBy: null, knownAt: null };
  return { ...COMMON, ...nobody, id: 'contact', as: 'contact', progress: 'waiting', ...changed };
}

/** A signal that somebody follows, and has told nobody of. */
export function opener(changed: Partial<OpenerView> = {}): OpenerView {
  const since = { openedAt: at('08:04'), takenAt: at('08:04'), toldAt: null, knownAt: null, parents: null };
  return { ...COMMON, ...since, id: 'opener', as: 'opener', progress: 'opened', chosen: [], ...changed };
}

export function chosen(changed: Partial<Chosen> = {}): Chosen {
  const times = { chosenAt: at('08:05'), arrivedAt: at('08:05'), openedAt: null, knownAt: null, confer: null, absentAt: null };
  return { person: MARIJKE.person, name: MARIJKE.name, group: 'Groep 6 b', ...times, ...changed };
}

export function teacher(changed: Partial<TeacherView> = {}): TeacherView {
  const times = { chosenAt: at('08:05'), openedAt: null, knownAt: null, confer: null, parents: null };
  return { ...COMMON, ...times, id: 'teacher', as: 'teacher', from: PETRA.name, followed: true, ...changed };
}

export const TEACHERS: TeacherFound[] = (
  [
    ['Marijke Bos', 'Groep 6 b', true, 'now', 1],
    ['Tom Vos', 'Groep 6 a', true, 'none', 1],
    ['Ayşe Kaya', 'Groep 7', true, 'none', 0],
    ['Noor el Amrani', 'Groep 8', true, 'push', 1],
    ['Els de Wit', 'Groep 6 b', false, 'none', 1],
  ] as const
).map(([name, group, today, reach, devices]) => ({
  person: name,
  name,
  title: 'leerkracht',
  groups: [{ name: group, today }],
  reach,
  devices: LINDE.devices.slice(0, devices),
}));

/** What became of a signal. @param outcome why it left */
export function left(last: View, outcome: Farewell['outcome']): Farewell {
  return { id: last.id, as: last.as, outcome, at: at('08:20'), last };
}
