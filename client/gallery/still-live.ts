import { signal } from '@preact/signals';
import type { Me, PublishedCounts, RefusalCode, SchoolFound, TeacherFound, View } from '../../src/contract/index.js';
import type { Content } from '../../src/sealed/content.js';
import type { Farewell, Live, Status } from '../connection/live.js';
import { COUNTS } from './figures.js';
import { at, LINDE, PUPIL, TEACHERS } from './fixtures.js';

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
  content?: Content;
  counts?: PublishedCounts;
  /** What is not simply done: refused, without an answer, or for ever on its way. */
  refused?: Partial<Record<keyof Live, RefusalCode | 'no-answer' | 'never'>>;
}

/** A connection that stands still: what is asked of it is answered, and changes nothing. */
export function stillLive(setting: Setting): Live {
  const { me = null, views = [], farewells = [], startedAt = null } = setting;
  const { schools = [LINDE], teachers = TEACHERS, content = PUPIL, counts = COUNTS, refused = {} } = setting;
  const now = at(setting.now ?? '08:05');

  function answering<T extends object>(name: keyof Live, answer: T) {
    return async () => {
      const code = refused[name];
      if (code === 'never') return new Promise<never>(() => {});
      return code ? { ok: false as const, code, id: 'sent' } : { ok: true as const, ...answer };
    };
  }
  const done = (name: keyof Live) => answering(name, {});

  return {
    status: signal(setting.status ?? { kind: 'connected', checkedAt: now, back: false }),
    me: signal(me),
    views: signal(views),
    farewells: signal(farewells),
    serverStartedAt: signal(startedAt),
    now: signal(now),
    findSchools: answering('findSchools', { schools }),
    send: answering('send', { id: 'sent' }),
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
