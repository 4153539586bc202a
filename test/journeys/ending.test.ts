import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Gone } from '../../src/contract/index.js';
import { withBystanders } from '../support/bystanders.js';
import { heardOf, settle } from '../support/news.js';
import { ok, type Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';

/** As what somebody is told that it is gone. */
type Told = Record<string, Gone['as'][]>;

const contact: Gone['as'][] = ['contact'];
const opener: Gone['as'][] = ['opener'];
const teacher: Gone['as'][] = ['teacher'];
/** Whoever followed it before sees it as a contact, and has read it. */
const former: Gone['as'][] = ['contact', 'opener'];

/** Who is told at once, and who finds it in the inbox later: nobody else is, in either. */
const WITHDRAWN: Record<string, { live: Told; later: Told }> = {
  waiting: { live: { petra: contact, hans: contact }, later: {} },
  reserved: { live: { petra: contact, hans: contact }, later: {} },
  opened: { live: { petra: contact, hans: opener }, later: { hans: opener } },
  'given back': { live: { petra: contact, hans: former }, later: { hans: opener } },
  'taken over': { live: { petra: opener, hans: former }, later: { petra: opener, hans: opener } },
  'passed on': {
    live: { petra: opener, hans: former, marijke: teacher },
    later: { petra: opener, hans: opener, marijke: teacher },
  },
  'passed on to somebody else': {
    live: { petra: opener, hans: former, marijke: teacher, tom: teacher },
    later: { petra: opener, hans: opener, marijke: teacher, tom: teacher },
  },
  known: {
    live: { petra: opener, hans: former, marijke: teacher, tom: teacher },
    later: { petra: opener, hans: opener, marijke: teacher, tom: teacher },
  },
};

/** The same, but for the one who returned it: they know, and see it gone. */
const RETURNED: typeof WITHDRAWN = {
  opened: { live: { petra: contact, hans: opener }, later: {} },
  'taken over': { live: { petra: opener, hans: former }, later: { hans: opener } },
  'passed on': { live: { petra: opener, hans: former, marijke: teacher }, later: { hans: opener, marijke: teacher } },
  'passed on to somebody else': {
    live: { petra: opener, hans: former, marijke: teacher, tom: teacher },
    later: { hans: opener, marijke: teacher, tom: teacher },
  },
  known: {
    live: { petra: opener, hans: former, marijke: teacher, tom: teacher },
    later: { hans: opener, marijke: teacher, tom: teacher },
  },
};

describe('a signal that ends, and everybody who saw it', () => {
  const context = withApp();
  withBystanders(context);
  let karin: Person;
  let school: Record<'petra' | 'hans' | 'marijke' | 'tom', Person>;

  beforeEach(async () => {
    // A signal is sealed to the latest devices: those of this test are the latest.
    await context.app.clock.pass(1);
    karin = await context.arrives('Karin de Graaf');
    school = {
      petra: await context.arrives('Petra van Dam'),
      hans: await context.arrives('Hans Willems'),
      marijke: await context.arrives('Marijke Bos'),
      tom: await context.arrives('Tom Vos'),
    };
  });

  /** Hans opens it, gives it back and opens it again; Petra takes it over; Marijke has read it before Tom takes her place. */
  async function bringTo(moment: string): Promise<string> {
    const { petra, hans, marijke, tom } = school;
    const pupil = madeUpPupil();
    const id = await karin.sends(pupil, 'linde');
    const course: Record<string, () => Promise<unknown>> = {
      waiting: async () => {},
      reserved: async () => ok(await hans.says('signal:open', { id, device: hans.device })),
      opened: async () => ok(await hans.says('signal:read', { id })),
      'given back': async () => ok(await hans.says('signal:hand-back', { id })),
      'taken over': () => hans.opens(id, LINDE).then(() => petra.takesOver(id, LINDE)),
      'passed on': () => petra.passesOn(id, pupil, 'Marijke Bos').then(() => marijke.opensCopy(id)),
      'passed on to somebody else': () => petra.passesOn(id, pupil, 'Tom Vos', marijke),
      known: async () => tom.opensCopy(id).then(async () => ok(await tom.says('signal:know', { id }))),
    };
    for (const [step, take] of Object.entries(course)) {
      await take();
      if (step === moment) break;
    }
    return id;
  }

  async function isTold(id: string, outcome: Gone['outcome'], { live, later }: { live: Told; later: Told }): Promise<void> {
    const goneAs = (roles: Gone['as'][] = []) => roles.map((as) => ({ id, as, outcome }));
    const sorted = (gone: Gone[]) => gone.sort((one, other) => one.as.localeCompare(other.as));
    for (const [name, person] of Object.entries(school)) {
      const { gone, views } = await person.inbox();
      const heard = (heardOf(person, id) as { event: string; payload: Gone }[]).filter(({ event }) => event === 'signal:gone');
      expect([name, sorted(heard.map(({ payload }) => payload))]).toEqual([name, goneAs(live[name])]);
      const mine = () => gone.filter((each) => each.id === id);
      expect([name, views.filter((view) => view.id === id), mine()]).toEqual([name, [], goneAs(later[name])]);
      // The page is loaded again.
      person.leaves();
      await person.connects();
      expect([name, (await person.inbox()).gone.filter((each) => each.id === id)]).toEqual([name, goneAs(later[name])]);
    }
  }

  test.each(Object.entries(WITHDRAWN))('[R-END-4] withdrawn when %s', async (moment, told) => {
    const id = await bringTo(moment);
    await settle(karin, ...Object.values(school));
    ok(await karin.says('signal:withdraw', { id }));
    await isTold(id, 'withdrawn', told);
    expect((await karin.inbox()).gone).toContainEqual({ id, as: 'sender', outcome: 'withdrawn' });
  });

  test.each(Object.entries(RETURNED))('[R-END-4] "niet bij ons" when %s', async (moment, told) => {
    const id = await bringTo(moment);
    await settle(karin, ...Object.values(school));
    const follower = moment === 'opened' ? school.hans : school.petra;
    ok(await follower.says('signal:return', { id }));
    await isTold(id, 'returned', told);
    expect(await karin.sees(id)).toMatchObject({ as: 'sender', progress: 'returned' });
  });
});
