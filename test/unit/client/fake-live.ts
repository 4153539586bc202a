import { randomInt } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { TextEncoder } from 'node:util';
import { BroadcastChannel } from 'node:worker_threads';
import { jest } from '@jest/globals';
import { signal } from '@preact/signals';
import { act, configure } from '@testing-library/preact';
import type { Farewell, Holds, Live, Notifying, Result, Status } from '../../../client/connection/live.js';
import type { Requests } from '../../../client/connection/rest.js';
import {
  type Announcement,
  type Me,
  type NewDevice,
  PHASE_TIMES,
  NO_DAY,
  type SchoolFound,
  type TeacherFound,
  type Today,
  type View,
} from '../../../src/contract/index.js';
import type { Content } from '../../../src/sealed/content.js';

// What a page fetches while nothing else is done is not there in a test, which has everything at once.
Object.assign(globalThis, { requestIdleCallback: () => 0 });

// Every browser has it; jsdom does not.
Object.assign(globalThis, { TextEncoder, BroadcastChannel });
// A slow machine is waited for.
configure({ asyncUtilTimeout: 20_000 });

export const NOW = Date.parse('2026-03-13T07:02:00Z');
export const BELL = Date.parse('2026-03-13T07:30:00Z');
export const END = Date.parse('2026-03-13T14:30:00Z');
export const MINUTE = 60_000;

/** Somebody who does not exist. */
export function madeUpPupil(): Content {
  const letters = Array.from({ length: 8 }, () => String.fromCharCode(97 + randomInt(26))).join('');
  const name = `${letters.charAt(0).toUpperCase()}${letters.slice(1, 4)} ${letters.charAt(4).toUpperCase()}${letters.slice(5)}`;
  return { name, dateOfBirth: `201${randomInt(4, 10)}-0${randomInt(1, 10)}-1${randomInt(10)}` };
}

export const SCHOOL: SchoolFound = {
  code: '00AA00',
  name: 'OBS De Linde',
  place: 'Tilburg',
  phone: '013 - 123 45 67',
  sector: 'po',
  state: 'live',
  reachable: 2,
  devices: [{ id: 'device', key: { kty: 'EC', crv: 'P-256', x: '', y: '' } }],
  target: { bellAt: BELL, endsAt: END },
  firstDay: BELL,
};

/** The school's number as it stands in a sentence: it never breaks over two lines. */
export const PHONE = '013\u00a0\u2011\u00a0123\u00a045\u00a067';

export const COMMON = {
  version: 1,
  drill: false,
  sentAt: NOW,
  opensAt: NOW,
  handedBackAt: null,
  bellAt: BELL,
  endsAt: END,
  times: PHASE_TIMES,
};

/** Does something, and lets every answer that it asks for arrive and be shown: also what the page asks when it is shown. */
export async function doing(work: () => unknown): Promise<void> {
  for (const step of [work, () => {}]) {
    await act(async () => {
      step();
      await setImmediate();
    });
  }
}

/** A browser with passkeys, whose person does with each as is said here; jsdom has none. */
export function fakePasskeys() {
  const bytes = new Uint8Array([1, 2, 3]).buffer;
  const credential = {
    id: 'AQID',
    rawId: bytes,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    getClientExtensionResults: () => ({}),
    response: {
      clientDataJSON: bytes,
      authenticatorData: bytes,
      attestationObject: bytes,
      signature: bytes,
      getTransports: () => ['internal'],
    },
  };
  const person = { get: jest.fn(async (_: unknown) => credential), create: jest.fn(async (_: unknown) => credential) };
  Object.assign(window, { PublicKeyCredential: function PublicKeyCredential() {} });
  Object.defineProperty(navigator, 'credentials', { value: person, configurable: true });
  return person;
}

export const ASKED = {
  ok: true,
  body: { challenge: 'AQID', rp: { name: 'Seintje' }, user: { id: 'AQID', name: '', displayName: '' }, pubKeyCredParams: [] },
} as const;

/** The person closed the browser's window (W3C WebAuthn 3, 5.1.3). */
export const closed = () => Promise.reject(new DOMException('closed', 'NotAllowedError'));

/** A connection that a test plays the other side of. */
export function fakeLive(content: Content = madeUpPupil()) {
  const ok = async () => ({ ok: true }) as const;
  const live = {
    status: signal<Status>({ kind: 'connected', checkedAt: NOW, back: false }),
    me: signal<Me | null>(null),
    views: signal<View[]>([]),
    farewells: signal<Farewell[]>([]),
    restartedAt: signal<number | null>(null),
    now: signal(NOW),
    newDevices: signal<NewDevice[]>([]),
    awaitsApproval: signal(false),
    announcements: signal<Announcement[]>([]),
    today: signal<Today>(NO_DAY),
    presence: signal(0),
    canRead: signal<boolean | null>(null),
    notifying: signal<Notifying>('none'),
    screenStaysOn: signal(false),
    awaitsProof: signal(false),
    holds: signal<Holds>({ contents: 0, copies: 0, receipts: 0 }),
    memory: jest.fn<Live['memory']>(async () => ({ ok: true, held: [] })),
    rest: fakeRest(),
    decide: jest.fn<Live['decide']>(ok),
    proven: jest.fn<Live['proven']>(async () => {}),
    approveDevice: jest.fn<Live['approveDevice']>(ok),
    refuseDevice: jest.fn<Live['refuseDevice']>(ok),
    seen: jest.fn<Live['seen']>(ok),
    checkIn: jest.fn<Live['checkIn']>(ok),
    absent: jest.fn<Live['absent']>(ok),
    turnOnNotifications: jest.fn<Live['turnOnNotifications']>(async () => {}),
    turnOffNotifications: jest.fn<Live['turnOffNotifications']>(ok),
    tryNotification: jest.fn<Live['tryNotification']>(async () => ({ ok: true, took: 1200 })),
    schoolsReach: jest.fn<Live['schoolsReach']>(async () => ({ ok: true, schools: 1, reachable: 1, unreachable: [] })),
    findSchools: jest.fn<Live['findSchools']>(async () => ({ ok: true, schools: [SCHOOL] })),
    send: jest.fn<Live['send']>(async () => ({ ok: true, id: 'sent' })),
    withdraw: jest.fn<Live['withdraw']>(ok),
    called: jest.fn<Live['called']>(ok),
    drillSchools: jest.fn<Live['drillSchools']>(async () => ({ ok: true, schools: [SCHOOL] })),
    drill: jest.fn<Live['drill']>(ok),
    open: jest.fn<Live['open']>(async () => ({ ok: true, content })),
    takeOver: jest.fn<Live['takeOver']>(async () => ({ ok: true, content })),
    handBack: jest.fn<Live['handBack']>(ok),
    listTeachers: jest.fn<Live['listTeachers']>(async () => ({ ok: true, teachers: [] as TeacherFound[] })),
    passOn: jest.fn<Live['passOn']>(ok),
    told: jest.fn<Live['told']>(ok),
    coming: jest.fn<Live['coming']>(ok),
    parents: jest.fn<Live['parents']>(ok),
    informed: jest.fn<Live['informed']>(ok),
    returnToSender: jest.fn<Live['returnToSender']>(ok),
    complete: jest.fn<Live['complete']>(ok),
    know: jest.fn<Live['know']>(ok),
    confer: jest.fn<Live['confer']>(ok),
    getCounts: jest.fn<Live['getCounts']>(async () => ({ ok: false, code: 'no-answer' })),
    countsCsv: jest.fn<Live['countsCsv']>(async () => ({ ok: false, code: 'no-answer' })),
    dismiss: jest.fn<Live['dismiss']>(),
    retry: jest.fn<Live['retry']>(),
    signOut: jest.fn<Live['signOut']>(async () => {}),
  };
  return live satisfies Live;
}

/** REST that a test answers: `answers['GET /v1/sessions']` is the answer to that, and nothing to what is left out. */
export function fakeRest() {
  const answers: Record<string, Result<{ body: unknown }>> = {
    // What an administrator's page asks by itself.
    'GET /v1/requests': { ok: true, body: [] },
    'GET /v1/batches': { ok: true, body: [] },
    'POST /v1/people/search': { ok: true, body: [] },
    'POST /v1/schools/search': {
      ok: true,
      body: { schools: [], total: 0, states: { 'not-ready': 0, testing: 0, live: 0 } },
    },
  };
  const asking = (method: string) =>
    jest.fn(async (path: string, _body?: object) => (answers[`${method} ${path}`] ?? { ok: true, body: null }) as never);
  const calls = { get: asking('GET'), file: asking('GET'), post: asking('POST'), put: asking('PUT'), delete: asking('DELETE') };
  return { answers, ...calls } satisfies Requests & { answers: object };
}
