import { beforeAll, describe, expect, test } from '@jest/globals';
import { outcome, type Course } from '../support/course.js';
import { bare } from '../support/frames.js';
import { ok } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';
import { COMMANDS, Listening } from '../support/listening.js';

const LINDE = '99AA00';
const INSIDERS = ['Karin de Graaf', 'Petra van Dam', 'Hans Willems', 'Marijke Bos', 'Tom Vos'] as const;
const SENDERS = ['signal:withdraw', 'signal:called', 'signal:reseal'];
/** Another contact of another school, another teacher, an administrator, a colleague before amber, another organisation. */
const OUTSIDERS = [
  ...['Wim Verhoeven', 'Yvonne Maas', 'Iris de Wit', 'Femke Ooms', 'Mo Benali'],
  ...['Anja Terpstra', 'Gerda Wolters', 'Kim de Boer'],
];

describe('a signal that was withdrawn', () => {
  const context = withApp();
  let listening: Listening;
  let course: Course;
  const who = (name: string) => listening.who(name);

  beforeAll(async () => {
    listening = await Listening.start(context.app, [...INSIDERS, ...OUTSIDERS]);
    course = { sender: who('Karin de Graaf'), school: LINDE, contact: who('Petra van Dam'), teacher: who('Tom Vos') };
  });

  /** One course for all moments: Hans gives it back and opens it again, Petra takes it over, Tom takes the place of Marijke. */
  async function bringTo(moment: Moment): Promise<string> {
    const [karin, petra, hans] = [who('Karin de Graaf'), who('Petra van Dam'), who('Hans Willems')];
    const [marijke, tom] = [who('Marijke Bos'), who('Tom Vos')];
    const pupil = madeUpPupil();
    const id = await karin.sends(pupil, LINDE);
    const steps: Record<Moment, () => Promise<unknown>> = {
      waiting: async () => {},
      reserved: async () => ok(await hans.says('signal:open', { id, device: hans.device })),
      opened: async () => ok(await hans.says('signal:read', { id })),
      'handed back': async () => ok(await hans.says('signal:hand-back', { id })),
      'taken over': () => hans.opens(id, LINDE).then(() => petra.takesOver(id, LINDE)),
      'passed on': () => petra.passesOn(id, pupil, 'Marijke Bos').then(() => marijke.opensCopy(id)),
      replaced: () => petra.passesOn(id, pupil, 'Tom Vos', marijke).then(() => tom.opensCopy(id)),
      'to confer and to call': async () => {
        ok(await tom.says('signal:confer', { id }));
        ok(await petra.says('signal:parents', { id, person: tom.id }));
      },
      known: async () => ok(await tom.says('signal:know', { id })),
    };
    for (const [each, step] of Object.entries(steps)) {
      await step();
      if (each === moment) break;
    }
    return id;
  }

  const contacts = { 'Hans Willems': 'opener', 'Petra van Dam': 'opener' };
  const everybody = { ...contacts, 'Marijke Bos': 'teacher', 'Tom Vos': 'teacher' };
  /** Who had seen it, and in which role: what their inbox says afterwards. */
  const told = {
    waiting: {},
    reserved: {},
    opened: { 'Hans Willems': 'opener' },
    'handed back': { 'Hans Willems': 'opener' },
    'taken over': contacts,
    'passed on': { ...contacts, 'Marijke Bos': 'teacher' },
    replaced: everybody,
    'to confer and to call': everybody,
    known: everybody,
  };
  type Moment = keyof typeof told;
  const moments = Object.keys(told) as Moment[];

  test.each(moments)(
    '[R-SILENT-4] when %s: every command by everybody but its sender has the same bytes as for an id that does not exist',
    async (moment) => {
      for (const name of OUTSIDERS) who(name).heard.splice(0);
      const id = await bringTo(moment);
      ok(await who('Karin de Graaf').says('signal:withdraw', { id }));
      await listening.cannotTell([...INSIDERS.slice(1), ...OUTSIDERS], id, course, moment);
      await listening.hearNothingOf(OUTSIDERS, id);
    },
  );

  test.each(moments)('[R-END-4] when %s: its inbox tells whoever saw it, and nobody else', async (moment) => {
    const before = await inboxes();
    const id = await bringTo(moment);
    ok(await who('Karin de Graaf').says('signal:withdraw', { id }));
    const expected = Object.entries({ 'Karin de Graaf': 'sender', ...told[moment] });
    for (const name of INSIDERS) {
      const { views, gone } = await who(name).inbox();
      expect([name, views.filter((view) => view.id === id)]).toEqual([name, []]);
      const mine = expected.filter(([each]) => each === name).map(([, role]) => ({ id, as: role, outcome: 'withdrawn' }));
      expect([name, gone.filter((each) => each.id === id)]).toEqual([name, mine]);
    }
    expect(await inboxes()).toEqual(before);
  });

  /** The very bytes of the inboxes of those whom it does not concern. */
  async function inboxes(): Promise<Record<string, string[]>> {
    const all: Record<string, string[]> = {};
    for (const name of OUTSIDERS) {
      const before = listening.framesOf(name).length;
      await who(name).inbox();
      all[name] = listening.framesOf(name).slice(before).map(bare);
    }
    return all;
  }

  test('[R-SILENT-4] its sender is told that it was, and nothing else of it', async () => {
    const id = await bringTo('known');
    ok(await who('Karin de Graaf').says('signal:withdraw', { id }));
    const answers: Record<string, string> = {};
    for (const command of SENDERS) answers[command] = await outcome(command, id, who('Karin de Graaf'), course);
    expect(answers).toEqual({ 'signal:withdraw': 'ok', 'signal:called': 'ended', 'signal:reseal': 'ended' });
    await listening.cannotTell(
      ['Karin de Graaf'],
      id,
      course,
      'withdrawn',
      COMMANDS.filter((command) => !SENDERS.includes(command)),
    );
  });

  test('[R-SILENT-2] the news that a signal is gone is an id, a role and an outcome, whatever had become of it', () => {
    const gone = listening.all.filter((frame) => frame.includes('"signal:gone"'));
    expect(gone.length).toBeGreaterThan(10);
    for (const frame of gone) {
      const [, news] = JSON.parse(bare(frame)) as [string, object];
      expect(Object.keys(news).sort()).toEqual(['as', 'id', 'outcome']);
    }
  });

  test('[R-SILENT-4] a colleague who saw it from amber on cannot tell any more either', async () => {
    const id = await bringTo('waiting');
    await context.app.clock.pass(5 * 60_000);
    expect(await who('Mo Benali').sees(id)).toMatchObject({ as: 'colleague' });
    ok(await who('Karin de Graaf').says('signal:withdraw', { id }));
    await listening.cannotTell(['Mo Benali', 'Anja Terpstra'], id, course, 'withdrawn after amber');
    listening.leave();
  });
});
