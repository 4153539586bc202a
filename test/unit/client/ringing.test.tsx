/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, render } from '@testing-library/preact';
import { Frame } from '../../../client/elements/frame.js';
import { asksSince } from '../../../client/elements/asking.js';
import type { TeacherView, View } from '../../../src/contract/index.js';
import { COMMON, doing, fakeLive, MINUTE, NOW, SCHOOL } from './fake-live.js';
import { chosen, CONTACT, ME, OPENER, passedOn, TAKEN } from './school-views.js';

const TEACHER: TeacherView = {
  ...COMMON,
  as: 'teacher',
  id: 'message',
  school: SCHOOL,
  from: 'Petra Vos',
  followed: true,
  chosenAt: NOW,
  openedAt: null,
  knownAt: null,
  confer: null,
  parents: null,
};

describe('[R-PHASE-1] a view asks for attention', () => {
  const asked = chosen('Marijke Bos', null, { openedAt: NOW, confer: { askedAt: NOW + MINUTE, comingAt: null } });
  const back = { ...CONTACT, handedBackAt: NOW + 5 * MINUTE };
  const cases: [string, View, number, number | null][] = [
    ['when it comes in', CONTACT, 0, 0],
    ['every two minutes', CONTACT, 5, 4],
    ['not before the alert window', { ...CONTACT, opensAt: NOW + 3 * MINUTE }, 2, null],
    ['anew when a colleague gave it back', { ...back, handedBackBy: 'Hans Mol' }, 6, 5],
    ['not of whoever gave it back', { ...back, handedBackBy: ME.name }, 9, null],
    ['until from amber on nobody else took it', { ...back, handedBackBy: ME.name }, 10, 10],
    ['every two minutes then', { ...back, handedBackBy: ME.name }, 13, 12],
    ['or it is time to call', { ...back, handedBackBy: ME.name, bellAt: NOW + 22 * MINUTE }, 7, 7],
    ['not once a colleague has opened it', TAKEN, 6, null],
    ['once, when that colleague has chosen nobody for five minutes', TAKEN, 30, 7],
    ['not once they have', { ...TAKEN, progress: 'passed-on' }, 30, null],
    ['when a teacher wants to confer', passedOn(asked), 30, 1],
    ['not once somebody is coming', passedOn({ ...asked, confer: { askedAt: NOW, comingAt: NOW } }), 30, null],
    ['not of whoever has opened it', OPENER, 4, null],
    ['until they have chosen nobody for five minutes', { ...OPENER, takenAt: NOW + MINUTE }, 30, 6],
    ['when it is time to walk over', passedOn(chosen('Tom Vos', null), asked), 30, 3],
    ['not once they were told', { ...passedOn(chosen('Tom Vos', null)), toldAt: NOW + 1 }, 30, null],
    ['of a teacher until it is opened', TEACHER, 3, 2],
    ['and no longer', { ...TEACHER, openedAt: NOW }, 3, null],
  ];

  test.each(cases)('%s', (_, view, minutes, since) => {
    expect(asksSince(view, NOW + minutes * MINUTE, ME.name)).toBe(since === null ? null : NOW + since * MINUTE);
  });
});

describe('[R-CLIENT-3] the title', () => {
  let live: ReturnType<typeof fakeLive>;

  beforeEach(() => {
    live = fakeLive();
    live.me.value = ME;
    render(
      <Frame live={live} demonstration={false}>
        <p />
      </Frame>,
    );
  });
  afterEach(cleanup);

  test.each([CONTACT, TEACHER])('shows by a mark that something waits, without a word or a number: %#', async (view) => {
    expect(document.title).toBe('Seintje');
    await doing(() => (live.views.value = [view, { ...view, id: 'second' }]));
    expect(document.title).toBe('● Seintje');
    await doing(() => (live.views.value = []));
    expect(document.title).toBe('Seintje');
  });

  test('of a form with a fault stays', async () => {
    document.title = 'Fout: Seintje';
    await doing(() => (live.views.value = [CONTACT]));
    expect(document.title).toBe('● Fout: Seintje');
    document.title = 'Seintje';
    await doing(() => (live.now.value += 1000));
    expect(document.title).toBe('● Seintje');
    await doing(() => (live.views.value = []));
    expect(document.title).toBe('Seintje');
  });
});
