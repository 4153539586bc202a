import { beforeEach, describe, expect, test } from '@jest/globals';
import { dueAt, elapse } from '../../../src/signals/machine.js';
import { noticesOf } from '../../../src/signals/notice.js';
import type { Copy, Opened, Signal, Waiting } from '../../../src/signals/signal.js';
import { Heart } from './heart.js';
import * as made from './made-up.js';
import { ACTORS, CHOSEN, COMMANDS, deepFreeze, DRAFT, ENDS, MINUTE, OPENS, SENT, state, type Who } from './made-up.js';

const CONTACTS = 'contact at contacts:99AA00';
const OTHER_CONTACTS = 'contact at contacts:99AA00 but for contact:99AA00/id-opener';
const TEACHER = 'teacher at teacher:99AA00/id-teacher';
const OTHER_TEACHER = 'teacher at teacher:99AA00/id-other-teacher';
/** `repeat` of the made-up organisation, and ten times that. */
const EVERY = 2 * MINUTE;
const ALL = 10 * EVERY;

/** Everything that time alone does to a signal from a moment on, with the moments at which somebody is woken. */
function timeAlone(signal: Signal): { at: number; who: string }[] {
  const woken: { at: number; who: string }[] = [];
  for (let before = signal; ;) {
    const at = dueAt(before);
    if (at === null) return woken;
    const after = elapse(deepFreeze(before), at);
    for (const notice of noticesOf(before, after, at)) {
      const { as, place, except } = notice.audience;
      if (as === 'colleague') continue;
      // Nothing that anybody sees is another thing by it.
      expect(notice.event).toBe('reminder');
      woken.push({ at, who: `${as} at ${place}${except ? ` but for ${except}` : ''}` });
    }
    before = after;
  }
}

const tenTimes = (who: string, since: number) => Array.from({ length: 10 }, (_, n) => ({ at: since + (n + 1) * EVERY, who }));
const unseen = (copies: Copy[], toldAt: number | null = null): Opened => ({ ...made.opened, copies, toldAt });

describe('[R-PUSH-5] time alone wakes again', () => {
  test.each<[string, Signal, { at: number; who: string }[]]>([
    ['the contacts, as long as it waits', made.waiting, tenTimes(CONTACTS, SENT)],
    ['the colleagues of whoever gave it back', made.handed, tenTimes(OTHER_CONTACTS, made.HANDED)],
    ['a teacher who was chosen', state('passed'), tenTimes(TEACHER, CHOSEN)],
    ['a teacher who was chosen after another one was told', unseen([made.copy], CHOSEN - 1), tenTimes(TEACHER, CHOSEN)],
    ['the teacher who has not opened it alone', unseen([made.seenCopy, made.otherCopy]), tenTimes(OTHER_TEACHER, CHOSEN)],
    [
      'each of two teachers by their own time',
      unseen([made.copy, { ...made.otherCopy, chosenAt: CHOSEN + MINUTE }]),
      [...tenTimes(TEACHER, CHOSEN), ...tenTimes(OTHER_TEACHER, CHOSEN + MINUTE)].sort((a, b) => a.at - b.at),
    ],
    [
      'a teacher who was chosen on Friday evening, on Monday',
      unseen([{ ...made.copy, chosenAt: made.scheduled.sentAt }]),
      tenTimes(TEACHER, OPENS),
    ],
  ])('%s: every two minutes, ten times, and then no more', (_, signal, expected) => {
    expect(timeAlone(signal)).toEqual(expected);
  });

  test.each(['opened', 'over', 'seen', 'known', 'told', 'told+', 'card', 'card+', 'end:w', 'end:r', 'end:c'])(
    'nobody of what is %s',
    (name) => {
      expect(dueAt(state(name))).toBeNull();
      expect(elapse(deepFreeze(state(name)), ENDS - 1)).toBe(state(name));
    },
  );

  test('once for all that was slept through, and then at the moments of before', () => {
    const slept = elapse(deepFreeze(made.waiting), SENT + 3 * EVERY + 1) as Waiting;
    expect(slept.reminders).toBe(3);
    expect(noticesOf(made.waiting, slept, SENT)).toHaveLength(1);
    expect(dueAt(slept)).toBe(SENT + 4 * EVERY);
    expect(elapse(made.waiting, SENT + 100 * EVERY)).toMatchObject({ reminders: 10 });
  });
});

describe('[R-PUSH-5] what is due is not done', () => {
  let heart: Heart;
  const give = async (who: Who, command: string) =>
    expect([command, await heart.run(DRAFT.id, COMMANDS[command]!(who), ACTORS[who])]).toEqual([command, 'ok']);
  const reminders = () => heart.notebook.take().filter((line) => line.startsWith('reminder'));

  beforeEach(async () => {
    heart = new Heart(SENT);
    await give('sender', 'send');
  });

  test.each<[string, Who, string]>([
    ['opened', 'opener', 'open'],
    ['withdrawn', 'sender', 'withdraw'],
  ])('where it is %s at that very moment, by a server whose timers are late', async (_, who, command) => {
    heart.clock.oversleep(SENT + EVERY);
    await give(who, command);
    await heart.clock.pass(0);
    expect(reminders()).toEqual([]);
  });

  test.each<[string, Who, string]>([
    ['is opened', 'teacher', 'copy'],
    ['is told of in person', 'opener', 'told'],
    ['is given to another teacher', 'opener', 'instead'],
    ['is completed', 'opener', 'complete'],
  ])("of a teacher's copy that %s meanwhile", async (_, who, command) => {
    for (const each of ['open', 'read', 'pass-on']) await give('opener', each);
    heart.clock.oversleep(SENT + EVERY);
    await give(who, command);
    await heart.clock.pass(0);
    expect(reminders()).toEqual([]);
  });

  test('and goes on where something else is done at that moment', async () => {
    heart.clock.oversleep(SENT + EVERY);
    await give('sender', 'called');
    expect(reminders()).toEqual(['reminder contact']);
    await heart.clock.pass(ALL);
    expect(reminders()).toHaveLength(9);
  });

  test('after a reservation lapsed it counts from the new alert', async () => {
    await give('opener', 'open');
    await heart.clock.pass(15_000);
    heart.notebook.take();
    await heart.clock.goTo(SENT + 15_000 + EVERY - 1);
    expect(reminders()).toEqual([]);
    await heart.clock.pass(1);
    expect(reminders()).toEqual(['reminder contact']);
  });

  test('of two servers one does it', async () => {
    const [put, signal] = [heart.store.put.bind(heart.store), (await heart.store.get(DRAFT.id)) as Waiting];
    // The other one was first.
    heart.store.put = async (changed, expected, due) => {
      heart.store.put = put;
      await put({ ...signal, reminders: 1, version: signal.version + 1 }, signal.version, null);
      return put(changed, expected, due);
    };
    await heart.clock.goTo(SENT + EVERY);
    expect(reminders()).toEqual([]);
  });
});
