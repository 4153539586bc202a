import { signal } from '@preact/signals';
import {
  type Held,
  type Me,
  NO_DAY,
  type PublishedCounts,
  type RefusalCode,
  type SchoolFound,
  type SchoolsReach,
  type SessionNews,
  type TeacherFound,
  type View,
} from '../../src/contract/index.js';
import type { Content } from '../../src/sealed/content.js';
import type { Farewell, Holds, Live, Notifying, Status } from '../connection/live.js';
import type { Requests } from '../connection/rest.js';
import { COUNTS } from './figures.js';
import { at, LINDE, PUPIL, REACH, TEACHERS } from './fixtures.js';

/** What a page is shown with; what is left out is quiet. */
export interface Setting {
  me?: Me | null;
  /** "08:05": the time that the page's clock stands at. */
  now?: string;
  status?: Status;
  views?: View[];
  farewells?: Farewell[];
  startedAt?: number;
  schools?: SchoolFound[];
  teachers?: TeacherFound[];
  reach?: SchoolsReach;
  content?: Content;
  counts?: PublishedCounts;
  news?: Partial<SessionNews>;
  awaitsProof?: boolean;
  holds?: Holds;
  held?: Held[];
  canRead?: boolean;
  notifying?: Notifying;
  screenStaysOn?: boolean;
  /** How long a notification took, in milliseconds. */
  took?: number;
  /** What REST answers, as `GET /v1/sessions`; nothing where it is left out. */
  rest?: Record<string, unknown>;
  /** What is not simply done, of the connection or of REST: refused, without an answer, or for ever on its way. */
  refused?: Partial<Record<keyof Live | `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`, RefusalCode | 'no-answer' | 'never'>>;
}

/** What an administrator's page asks by itself. */
const NOTHING = {
  'GET /v1/requests': [],
  'GET /v1/batches': [],
  'POST /v1/people/search': [],
  'POST /v1/schools/search': { schools: [], total: 0, states: { 'not-ready': 0, testing: 0, live: 0 } },
};

/** A connection that stands still: what is asked of it is answered, and changes nothing. */
export function stillLive(setting: Setting): Live {
  const { me = null, views = [], farewells = [], startedAt = null } = setting;
  const { schools = [LINDE], teachers = TEACHERS, content = PUPIL, counts = COUNTS, reach = REACH, refused = {} } = setting;
  const now = at(setting.now ?? '08:05');

  type Name = keyof typeof refused;
  function answering<T extends object>(name: Name, answer: T) {
    return async () => {
      const code = refused[name];
      if (code === 'never') return new Promise<never>(() => {});
      return code ? { ok: false as const, code, id: 'sent' } : { ok: true as const, ...answer };
    };
  }
  const done = (name: keyof Live) => answering(name, {});
  const bodies: Record<string, unknown> = { ...NOTHING, ...setting.rest };
  const asking = (method: string) =>
    ((path: string) => answering(`${method} ${path}` as Name, { body: bodies[`${method} ${path}`] ?? null })()) as never;
  const rest: Requests = {
    get: asking('GET'),
    file: asking('GET'),
    post: asking('POST'),
    put: asking('PUT'),
    delete: asking('DELETE'),
  };

  return {
    status: signal(setting.status ?? { kind: 'connected', checkedAt: now, back: false }),
    me: signal(me),
    views: signal(views),
    farewells: signal(farewells),
    restartedAt: signal(startedAt),
    now: signal(now),
    newDevices: signal(setting.news?.newDevices ?? []),
    awaitsApproval: signal(setting.news?.awaitsApproval ?? false),
    announcements: signal(setting.news?.announcements ?? []),
    today: signal(setting.news?.today ?? NO_DAY),
    presence: signal(0),
    canRead: signal(setting.canRead ?? null),
    notifying: signal(setting.notifying ?? 'none'),
    screenStaysOn: signal(setting.screenStaysOn ?? false),
    awaitsProof: signal(setting.awaitsProof ?? false),
    holds: signal(setting.holds ?? { contents: 0, copies: 0, receipts: 0 }),
    memory: answering('memory', { held: setting.held ?? [] }),
    rest,
    decide: done('decide'),
    async proven() {},
    approveDevice: done('approveDevice'),
    refuseDevice: done('refuseDevice'),
    seen: done('seen'),
    checkIn: done('checkIn'),
    absent: done('absent'),
    turnOnNotifications: done('turnOnNotifications'),
    turnOffNotifications: done('turnOffNotifications'),
    tryNotification: answering('tryNotification', { took: setting.took ?? null }),
    findSchools: answering('findSchools', { schools }),
    schoolsReach: answering('schoolsReach', reach),
    send: answering('send', { id: 'sent' }) as Live['send'],
    withdraw: done('withdraw'),
    called: done('called'),
    drillSchools: answering('drillSchools', { schools }),
    drill: done('drill'),
    open: answering('open', { content }),
    takeOver: answering('takeOver', { content }),
    handBack: done('handBack'),
    listTeachers: answering('listTeachers', { teachers }),
    passOn: done('passOn'),
    told: done('told'),
    coming: done('coming'),
    parents: done('parents'),
    informed: done('informed'),
    returnToSender: done('returnToSender'),
    complete: done('complete'),
    know: done('know'),
    confer: done('confer'),
    getCounts: answering('getCounts', { counts }),
    countsCsv: answering('countsCsv', { csv: new Blob() }),
    dismiss() {},
    retry() {},
    async signOut() {},
  };
}
