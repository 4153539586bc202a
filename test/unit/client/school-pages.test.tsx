/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { RecipientPage } from '../../../client/recipient/page.js';
import { TeacherPage } from '../../../client/teacher/page.js';
import type { ContactView, OpenerView, TeacherView } from '../../../src/contract/index.js';
import { COMMON, doing, fakeLive, madeUpPupil, MINUTE, NOW, SCHOOL } from './fake-live.js';

const pupil = madeUpPupil();
const contact: ContactView = { ...COMMON, as: 'contact', id: 'signal', school: SCHOOL, progress: 'waiting', openedBy: null };
const opener: OpenerView = {
  ...COMMON,
  as: 'opener',
  id: 'signal',
  school: SCHOOL,
  progress: 'opened',
  openedAt: NOW,
  chosen: [],
  toldAt: null,
};
const teacher: TeacherView = {
  ...COMMON,
  as: 'teacher',
  id: 'signal',
  school: SCHOOL,
  from: 'Petra Vos',
  chosenAt: NOW,
  openedAt: null,
  knownAt: null,
};
const marijke = {
  person: 'marijke',
  name: 'Marijke Bos',
  title: 'leerkracht',
  groups: [{ name: 'Groep 6 b', today: true }],
  reachable: true,
  devices: SCHOOL.devices,
};
let live: ReturnType<typeof fakeLive>;

beforeEach(() => {
  live = fakeLive(pupil);
  live.listTeachers.mockResolvedValue({ ok: true, teachers: [marijke] });
});
afterEach(cleanup);

const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const isShown = () => document.documentElement.outerHTML.includes(pupil.name);

test('four taps from the alert to a teacher who is told', async () => {
  live.views.value = [contact];
  live.open.mockImplementation(async () => {
    live.views.value = [opener];
    return { ok: true, content: pupil };
  });
  render(<RecipientPage live={live} />);
  expect(isShown()).toBe(false);
  await press('Ik pak dit op');
  expect(isShown()).toBe(true);
  await press('Kies de leerkracht');
  await doing(() => fireEvent.click(screen.getByRole('radio')));
  await press('Stuur naar Marijke Bos');
  expect(live.passOn.mock.calls).toEqual([['signal', marijke, 'Groep 6 b']]);
});

test('a colleague who was first is told so, without a name', async () => {
  live.views.value = [contact];
  live.open.mockResolvedValue({ ok: false, code: 'taken' });
  render(<RecipientPage live={live} />);
  await press('Ik pak dit op');
  expect(screen.getByText('Een collega was je net voor. Je hoeft niets te doen.')).toBeTruthy();
});

test('[R-CLIENT-3] an alert takes no focus, says no name and changes no title', async () => {
  document.title = 'Seintje';
  render(<RecipientPage live={live} />);
  const before = document.activeElement;
  await doing(() => (live.views.value = [contact]));
  expect(document.activeElement).toBe(before);
  expect(screen.getAllByRole('alert').some((region) => region.textContent === 'Er is een Handle with Care-signaal.')).toBe(true);
  expect(document.title).toBe('Seintje');
});

test('a teacher who has not seen it after three minutes: walk over', async () => {
  const chosen = {
    person: 'marijke',
    name: 'Marijke Bos',
    group: 'Groep 6 b',
    chosenAt: NOW,
    arrivedAt: NOW,
    openedAt: null,
    knownAt: null,
  };
  live.views.value = [{ ...opener, progress: 'passed-on', chosen: [chosen] }];
  render(<RecipientPage live={live} />);
  expect(screen.getByRole('heading', { name: 'Marijke heeft het bericht nog niet gezien.' })).toBeTruthy();
  await doing(() => (live.now.value = NOW + 3 * MINUTE));
  expect(screen.getByRole('heading', { name: 'Loop even langs bij groep 6 b.' })).toBeTruthy();
});

test('"wij zijn klaar" asks once', async () => {
  live.views.value = [{ ...opener, progress: 'known', toldAt: NOW }];
  render(<RecipientPage live={live} />);
  await press('Wij zijn klaar');
  expect(live.complete).not.toHaveBeenCalled();
  await press('Ja, wij zijn klaar');
  expect(live.complete.mock.calls).toEqual([['signal']]);
});

test('two taps from a message to a teacher who knows; the name only when it is asked for', async () => {
  live.views.value = [teacher];
  live.open.mockImplementation(async () => {
    live.views.value = [{ ...teacher, openedAt: NOW }];
    return { ok: true, content: pupil };
  });
  render(<TeacherPage live={live} />);
  expect(screen.queryByRole('button', { name: 'Ik weet het' })).toBeNull();
  await press('Toon');
  expect(isShown()).toBe(true);
  await press('Ik weet het');
  expect(live.know.mock.calls).toEqual([['signal']]);
  await press('Verberg naam');
  expect(isShown()).toBe(false);
  expect(screen.getByText(/^Deze leerling kan vandaag extra steun gebruiken\./)).toBeTruthy();
});
