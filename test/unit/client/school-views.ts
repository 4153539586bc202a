import type { Chosen, ContactView, Me, OpenerView, TeacherFound } from '../../../src/contract/index.js';
import { COMMON, MINUTE, NOW, SCHOOL } from './fake-live.js';

/** Whose page it is. */
export const ME: Me = {
  person: 'petra',
  name: 'Petra Vos',
  organisation: 'organisation',
  roles: [{ role: 'recipient', school: SCHOOL.code, title: 'intern begeleider' }],
  use: 'own',
  provenUntil: null,
  phone: null,
};

export const CONTACT: ContactView = {
  ...COMMON,
  as: 'contact',
  id: 'signal',
  school: SCHOOL,
  progress: 'waiting',
  openedBy: null,
  handedBackBy: null,
  knownAt: null,
};

export const OPENER: OpenerView = {
  ...COMMON,
  as: 'opener',
  id: 'signal',
  school: SCHOOL,
  progress: 'opened',
  openedAt: NOW,
  takenAt: NOW,
  chosen: [],
  toldAt: null,
  knownAt: null,
  parents: null,
};

/** Opened by a colleague two minutes after it was sent. */
export const TAKEN: ContactView = {
  ...CONTACT,
  version: 2,
  progress: 'opened',
  openedBy: { name: 'Hans Mol', at: NOW + 2 * MINUTE },
};

/** A teacher who was chosen, and has seen nothing yet. */
export function chosen(name: string, group: string | null, course: Partial<Chosen> = {}): Chosen {
  const person = name.split(' ')[0]!.toLowerCase();
  return {
    person,
    name,
    group,
    chosenAt: NOW,
    arrivedAt: NOW,
    openedAt: null,
    knownAt: null,
    confer: null,
    absentAt: null,
    ...course,
  };
}

export function passedOn(...teachers: Chosen[]): OpenerView {
  return { ...OPENER, version: 3, progress: 'passed-on', chosen: teachers };
}

export function found(name: string, ...groups: string[]): TeacherFound {
  const person = name.split(' ')[0]!.toLowerCase();
  const today = groups.map((group) => ({ name: group, today: true }));
  return { person, name, title: 'leerkracht', groups: today, reach: 'now', devices: SCHOOL.devices };
}
