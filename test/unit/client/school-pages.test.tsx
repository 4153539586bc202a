/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { RecipientPage } from '../../../client/recipient/page.js';
import { TeacherPage } from '../../../client/teacher/page.js';
import type { OpenerView, TeacherView } from '../../../src/contract/index.js';
import { COMMON, doing, fakeLive, madeUpPupil, MINUTE, NOW, SCHOOL } from './fake-live.js';
import { CONTACT as contact, chosen, found, ME, OPENER as opener, passedOn } from './school-views.js';

const pupil = madeUpPupil();
const teacher: TeacherView = {
  ...COMMON,
  as: 'teacher',
  id: 'signal',
  school: SCHOOL,
  from: 'Petra Vos',
  chosenAt: NOW,
  openedAt: null,
  knownAt: null,
  followed: true,
  confer: null,
  parents: null,
};
const marijke = found('Marijke Bos', 'Groep 6 b');
let live: ReturnType<typeof fakeLive>;

beforeEach(() => {
  live = fakeLive(pupil);
  live.me.value = ME;
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
  await doing(() => fireEvent.click(screen.getByRole('checkbox')));
  await press('Stuur naar Marijke Bos');
  expect(live.passOn.mock.calls).toEqual([['signal', marijke, 'Groep 6 b', null]]);
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
  expect(screen.getAllByRole('alert').some((region) => region.textContent === 'Er staat iets voor je klaar.')).toBe(true);
  expect(document.title).toBe('Seintje');
});

test('a teacher who has not seen it after three minutes: walk over', async () => {
  live.views.value = [passedOn(chosen('Marijke Bos', 'Groep 6 b'))];
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

describe('a signal that a colleague', () => {
  const by = { name: 'Hans Mol', at: NOW };
  const other: OpenerView = { ...opener, id: 'other' };

  test('is opening is said to be so, until the turn is over', async () => {
    live.views.value = [{ ...contact, version: 2, openedBy: by }];
    live.open.mockResolvedValue({ ok: false, code: 'taken' });
    render(<RecipientPage live={live} />);
    expect(screen.getByText('Hans Mol opent het signaal nu.')).toBeTruthy();
    await press('Ik pak dit op');
    expect(screen.getByText('Een collega was je net voor. Je hoeft niets te doen.')).toBeTruthy();
    await doing(() => (live.views.value = [{ ...contact, version: 3 }]));
    expect(screen.queryByText('Een collega was je net voor. Je hoeft niets te doen.')).toBeNull();
    expect(screen.queryByText('Hans Mol opent het signaal nu.')).toBeNull();
    expect(screen.getByRole('button', { name: 'Ik pak dit op' })).toBeTruthy();
  });

  test('was first with, and gave back, is no longer said to be theirs', async () => {
    live.views.value = [{ ...contact, version: 2, progress: 'opened', openedBy: by }];
    live.takeOver.mockResolvedValue({ ok: false, code: 'taken' });
    render(<RecipientPage live={live} />);
    await press('Neem het over');
    await press('Ja, ik neem het over');
    expect(screen.getByText('Een collega was je net voor. Je hoeft niets te doen.')).toBeTruthy();
    await doing(() => (live.views.value = [{ ...contact, version: 3, handedBackBy: by.name }]));
    expect(screen.queryByText('Een collega was je net voor. Je hoeft niets te doen.')).toBeNull();
    expect(screen.getByRole('button', { name: 'Ik pak dit op' })).toBeTruthy();
  });

  test('opened first leaves the own signal where it was', async () => {
    live.views.value = [contact, other];
    live.open.mockResolvedValue({ ok: false, code: 'taken' });
    render(<RecipientPage live={live} />);
    await press('Ik pak dit op');
    expect(screen.getByRole('button', { name: 'Kies de leerkracht' })).toBeTruthy();
    await doing(() => (live.views.value = [{ ...contact, version: 3, progress: 'opened', openedBy: by }, other]));
    expect(screen.queryByRole('button', { name: 'Ik pak dit op' })).toBeNull();
    expect(screen.getByText(/^Hans Mol heeft het signaal geopend om/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Kies de leerkracht' })).toBeTruthy();
  });
});

test('the name is opened in the role that it is asked for', async () => {
  live.views.value = [opener, teacher];
  render(<RecipientPage live={live} />);
  await press('Toon naam');
  cleanup();
  render(<TeacherPage live={live} />);
  await press('Toon');
  expect(live.open.mock.calls).toEqual([
    ['signal', 'recipient'],
    ['signal', 'teacher'],
  ]);
});

test('another opened signal says what happened to it, and takes the focus when it is opened', async () => {
  const others = [
    { ...opener, id: 'told', progress: 'known' as const, toldAt: NOW },
    { ...opener, id: 'chosen', openedAt: NOW - MINUTE, takenAt: NOW - MINUTE },
  ];
  live.views.value = [opener, ...others];
  render(<RecipientPage live={live} />);
  expect(screen.getByText('Je regelt dit zelf.')).toBeTruthy();
  expect(screen.queryByText('Je hebt nog geen leerkracht gekozen.')).toBeNull();
  await doing(() => (live.now.value = NOW + 4 * MINUTE));
  expect(screen.getByText('Je hebt nog geen leerkracht gekozen.', { selector: 'p' })).toBeTruthy();
  await doing(() => fireEvent.click(screen.getAllByRole('button', { name: /^Geopend om/ })[0]!));
  expect(document.activeElement?.id).toBe('signal-told');
});

test('"ik regel dit zelf" asks once; "nee" leads back to it', async () => {
  live.views.value = [opener];
  render(<RecipientPage live={live} />);
  await press('Kies de leerkracht');
  await press('Ik regel dit zelf');
  expect(live.told).not.toHaveBeenCalled();
  await press('Nee');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Ik regel dit zelf' }));
  await press('Ik regel dit zelf');
  await press('Ja, ik regel het');
  expect(live.told.mock.calls).toEqual([['signal']]);
});

test('the list of teachers is said to be on its way', async () => {
  live.views.value = [opener];
  live.listTeachers.mockReturnValue(new Promise(() => {}));
  render(<RecipientPage live={live} />);
  await press('Kies de leerkracht');
  expect(screen.getByText('Een ogenblik …')).toBeTruthy();
});

describe('a teacher', () => {
  test('sees the date of birth only each time that it is asked for', async () => {
    live.views.value = [teacher];
    render(<TeacherPage live={live} />);
    await press('Toon');
    await press('Toon geboortedatum');
    await press('Verberg naam');
    await press('Toon');
    expect(screen.getByRole('button', { name: 'Toon geboortedatum' })).toBeTruthy();
  });

  test('keeps the card that is being read when another message comes in', async () => {
    live.views.value = [{ ...teacher, openedAt: NOW }];
    render(<TeacherPage live={live} />);
    await press('Toon naam');
    await doing(() => (live.views.value = [{ ...teacher, id: 'second' }, ...live.views.value]));
    expect(isShown()).toBe(true);
    expect(screen.getByRole('heading', { name: 'Andere berichten' })).toBeTruthy();
    await press('Er staat iets voor je klaar.');
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Kijkt er niemand mee?' }));
  });

  test('who has several messages has a list with a heading', () => {
    live.views.value = [teacher, { ...teacher, id: 'second' }];
    render(<TeacherPage live={live} />);
    expect(screen.getByRole('heading', { name: 'Jouw berichten' })).toBeTruthy();
  });
});

test('what became of a signal is said in a region that was there before', async () => {
  render(<RecipientPage live={live} />);
  const regions = screen.getAllByRole('status');
  await doing(() => {
    live.farewells.value = [{ id: 'signal', as: 'contact', outcome: 'withdrawn', at: NOW, last: contact }];
  });
  expect(regions.some(({ textContent }) => textContent?.includes('De gemeente heeft het signaal ingetrokken.'))).toBe(true);
});

test.each([
  ['013 - 555 00 00', 'Bel 013\u00a0\u2011\u00a0555\u00a000\u00a000'],
  [null, null],
])('[R-MEND-7] whose alert a restart lost reads whom to call: %s', async (phone, name) => {
  live.me.value = { ...ME, phone };
  live.farewells.value = [{ id: 'signal', as: 'contact', outcome: 'healing', at: NOW, last: contact }];
  render(<RecipientPage live={live} />);
  expect(screen.getByRole('heading', { name: 'Even geduld.' })).toBeTruthy();
  await doing(() => (live.farewells.value = [{ ...live.farewells.value[0]!, outcome: 'lost' }]));
  expect(screen.getByText('Het signaal is daardoor weg. Bel bij twijfel de gemeente.')).toBeTruthy();
  expect(screen.queryAllByRole('link').map(({ textContent }) => textContent)).toEqual(name === null ? [] : [name]);
  await doing(() => (live.farewells.value = [{ ...live.farewells.value[0]!, last: { ...contact, drill: true } }]));
  expect(screen.getByText('De oefening is daardoor voorbij.')).toBeTruthy();
  expect(screen.queryByRole('link')).toBeNull();
});
