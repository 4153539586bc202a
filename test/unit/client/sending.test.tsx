/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import type { Sending } from '../../../client/connection/live.js';
import { Frame } from '../../../client/elements/frame.js';
import { SenderPage } from '../../../client/sender/page.js';
import type { SchoolFound, SenderView } from '../../../src/contract/index.js';
import { COMMON, doing, fakeLive, madeUpPupil, MINUTE, NOW, SCHOOL } from './fake-live.js';

const pupil = madeUpPupil();
const [year = '', month = '', day = ''] = pupil.dateOfBirth.split('-');
const OTHER: SchoolFound = { ...SCHOOL, code: '00BB00', name: 'CBS De Bron' };
const UNSURE: Sending = { ok: false, code: 'no-answer', id: 'unsure' };
/** In which effects that follow from effects have run; milliseconds. */
const FRAME = 50;
let live: ReturnType<typeof fakeLive>;

beforeEach(async () => {
  jest.useFakeTimers();
  live = fakeLive(pupil);
  history.replaceState(null, '');
  render(
    <Frame live={live} demonstration={false}>
      <SenderPage live={live} />
    </Frame>,
  );
  await press('Nieuw signaal');
});

afterEach(async () => {
  // An effect that never ran would keep those of the next test from running.
  await pass(FRAME);
  cleanup();
  jest.useRealTimers();
});

const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const type = (label: string, value: string) => doing(() => fireEvent.input(screen.getByLabelText(label), { target: { value } }));
const pass = (ms: number) => doing(() => jest.advanceTimersByTime(ms));
/** What the browser's own button does. */
async function goTo(step: string): Promise<void> {
  await doing(() => window.dispatchEvent(new PopStateEvent('popstate', { state: { step } })));
  await pass(FRAME);
}
const heading = () => screen.getAllByRole('heading')[0]?.textContent;
const isShown = () => document.documentElement.outerHTML.includes(pupil.name);

async function search(query: string, schools = [SCHOOL]): Promise<void> {
  live.findSchools.mockResolvedValue({ ok: true, schools });
  await type('Zoek op naam, plaats of BRIN.', query);
  await pass(250);
}

async function fillIn(): Promise<void> {
  await search('linde');
  await doing(() => fireEvent.click(screen.getByRole('radio')));
  await type('Hoe heet de leerling?', pupil.name);
  await type('Dag', day);
  await type('Maand', month);
  await type('Jaar', year);
}

async function check(): Promise<void> {
  await fillIn();
  await press('Ga verder');
  expect(heading()).toBe('Klopt dit?');
}

function later<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

function sent(id: string): SenderView {
  const moments = { arrivedAt: null, openedAt: null, knownAt: null, knownBy: null, returnedAt: null, calledAt: null };
  return { ...COMMON, as: 'sender', id, school: SCHOOL, progress: 'waiting', ...moments };
}

describe('a send without an answer', () => {
  beforeEach(async () => {
    live.send.mockResolvedValueOnce(UNSURE);
    await check();
    await press('Stuur naar OBS De Linde');
    expect(screen.getByText('We weten niet of het signaal is verstuurd.')).toBeTruthy();
  });

  test('leads to its signal once that went out by itself', async () => {
    await doing(() => (live.views.value = [sent('unsure')]));
    expect(heading()).toBe('Het signaal is verstuurd naar OBS De Linde.');
    expect(live.withdraw).not.toHaveBeenCalled();
    expect(isShown()).toBe(false);
  });

  test('is withdrawn when the sender changes something', async () => {
    await goTo('form');
    expect(live.withdraw.mock.calls).toEqual([['unsure']]);
    expect(screen.getByText('Het signaal aan OBS De Linde is ingetrokken.')).toBeTruthy();
  });

  test('is withdrawn when the sender leaves, and that is said until it is known', async () => {
    live.withdraw.mockResolvedValueOnce({ ok: false, code: 'no-answer' });
    await goTo('home');
    expect(live.withdraw.mock.calls).toEqual([['unsure']]);
    expect(screen.getByText('We weten niet of het signaal aan OBS De Linde is verstuurd. We trekken het in.')).toBeTruthy();
    live.withdraw.mockResolvedValueOnce({ ok: false, code: 'unknown-signal' });
    await doing(() => (live.status.value = { kind: 'lost', since: NOW }));
    await pass(FRAME);
    await doing(() => (live.status.value = { kind: 'connected', checkedAt: NOW, back: false }));
    await pass(FRAME);
    expect(live.withdraw.mock.calls).toEqual([['unsure'], ['unsure']]);
    expect(screen.getByText('Het signaal aan OBS De Linde is er niet meer.')).toBeTruthy();
  });

  test('says so also while a lost connection hides what was typed', async () => {
    await doing(() => (live.status.value = { kind: 'lost', since: NOW }));
    await pass(FRAME);
    expect(isShown()).toBe(false);
    expect(screen.getByText('We weten niet of het signaal is verstuurd.')).toBeTruthy();
  });

  test('is forgotten at the end of its school day', async () => {
    await doing(() => (live.now.value = SCHOOL.target!.endsAt));
    await pass(FRAME);
    expect(screen.queryByText('Toon het weer')).toBeNull();
    expect(isShown()).toBe(false);
  });

  test('is not forgotten by the page before the sender has decided', async () => {
    await pass(15 * MINUTE);
    expect(isShown()).toBe(false);
    await press('Toon het weer');
    expect(isShown()).toBe(true);
    expect(live.withdraw).not.toHaveBeenCalled();
  });
});

describe('a sender who does not wait', () => {
  test('and sends the same once more is not undone by the first attempt', async () => {
    const first = later<Sending>();
    live.send.mockReturnValueOnce(first.promise);
    await check();
    await press('Stuur naar OBS De Linde');
    await goTo('form');
    await press('Ga verder');
    live.send.mockResolvedValueOnce({ ok: true, id: 'unsure' });
    await press('Stuur naar OBS De Linde');
    await doing(() => first.resolve(UNSURE));
    expect(live.withdraw).not.toHaveBeenCalled();
  });

  test('and meets a refusal is not remembered with a name', async () => {
    live.send.mockResolvedValueOnce({ ok: false, code: 'busy' });
    await check();
    await press('Stuur naar OBS De Linde');
    await pass(15 * MINUTE + FRAME);
    expect(screen.queryByText('Toon het weer')).toBeNull();
    expect(isShown()).toBe(false);
  });

  test('is not pulled back to the check by a late answer', async () => {
    const answer = later<Awaited<ReturnType<typeof live.findSchools>>>();
    await fillIn();
    live.findSchools.mockReturnValueOnce(answer.promise);
    await press('Ga verder');
    await goTo('home');
    await doing(() => answer.resolve({ ok: true, schools: [SCHOOL] }));
    expect(heading()).toBe('Er staan geen signalen open.');
  });

  test('reads elsewhere that it was refused', async () => {
    const answer = later<Sending>();
    live.send.mockReturnValueOnce(answer.promise);
    await check();
    await press('Stuur naar OBS De Linde');
    await goTo('home');
    await doing(() => answer.resolve({ ok: false, code: 'school-not-live' }));
    expect(
      screen.getByText('Het signaal aan OBS De Linde is niet verstuurd. Deze school doet nog niet mee. Bel de school.'),
    ).toBeTruthy();
  });

  test('keeps what is typed for somebody else when it was sent after all', async () => {
    const answer = later<Sending>();
    live.send.mockReturnValueOnce(answer.promise);
    await check();
    await press('Stuur naar OBS De Linde');
    await goTo('home');
    await press('Nieuw signaal');
    await type('Hoe heet de leerling?', 'Ada');
    live.views.value = [sent('sent')];
    await doing(() => answer.resolve({ ok: true, id: 'sent' }));
    expect(screen.getByLabelText<HTMLInputElement>('Hoe heet de leerling?').value).toBe('Ada');
    expect(screen.getByText('Het signaal is verstuurd naar OBS De Linde.')).toBeTruthy();
    await doing(() => (live.views.value = []));
    expect(screen.queryByText('Het signaal is verstuurd naar OBS De Linde.')).toBeNull();
  });
});

describe('the check', () => {
  test('is only reached through the form', async () => {
    await check();
    await goTo('form');
    await type('Hoe heet de leerling?', '');
    await goTo('check');
    expect(heading()).toBe('Nieuw signaal');
    await type('Hoe heet de leerling?', pupil.name);
    expect(heading()).toBe('Nieuw signaal');
  });

  test('stays when a search for a school comes late', async () => {
    const answer = later<Awaited<ReturnType<typeof live.findSchools>>>();
    await fillIn();
    live.findSchools.mockReturnValueOnce(answer.promise);
    await type('Zoek op naam, plaats of BRIN.', 'bron');
    await pass(250);
    await press('Ga verder');
    await doing(() => answer.resolve({ ok: true, schools: [OTHER] }));
    expect(heading()).toBe('Klopt dit?');
  });
});

describe('what is typed hides, and comes back when it is asked for,', () => {
  test.each([
    ['when another tab is shown', () => hidePage()],
    ['when the connection is lost', () => void (live.status.value = { kind: 'lost', since: NOW })],
    ['after three minutes without a key or a touch', () => void jest.advanceTimersByTime(3 * MINUTE)],
  ])('%s', async (_, leave) => {
    await fillIn();
    const typed = () => screen.queryByLabelText<HTMLInputElement>('Hoe heet de leerling?')?.value;
    expect(typed()).toBe(pupil.name);
    await doing(leave);
    await pass(FRAME);
    expect(typed()).toBeUndefined();
    await press('Toon het weer');
    expect(typed()).toBe(pupil.name);
  });

  test('and not while somebody types', async () => {
    await fillIn();
    for (let minute = 0; minute < 5; minute++) {
      await pass(MINUTE);
      await doing(() => fireEvent.keyDown(screen.getByLabelText('Jaar'), { key: 'Tab' }));
    }
    expect(screen.getByLabelText<HTMLInputElement>('Hoe heet de leerling?').value).toBe(pupil.name);
  });
});

describe('what was typed is forgotten', () => {
  const isEmpty = () => expect(screen.getByLabelText<HTMLInputElement>('Hoe heet de leerling?').value).toBe('');

  test('on leaving to the overview', async () => {
    await fillIn();
    await goTo('home');
    await goTo('form');
    isEmpty();
  });

  test('after fifteen minutes in which nobody came back', async () => {
    await check();
    await pass(15 * MINUTE);
    expect(heading()).toBe('Wat je typte, is gewist.');
    await press('Nieuw signaal');
    isEmpty();
  });
});

describe('the chosen school', () => {
  const rows = () =>
    screen.getAllByRole<HTMLInputElement>('radio').map(({ value, checked }) => (checked ? `${value} chosen` : value));

  beforeEach(async () => {
    await search('linde');
    await doing(() => fireEvent.click(screen.getByRole('radio')));
  });

  test('stays in sight when the search is emptied, and when it finds others', async () => {
    await type('Zoek op naam, plaats of BRIN.', '');
    expect(rows()).toEqual(['00AA00 chosen']);
    await search('bron', [OTHER]);
    expect(rows()).toEqual(['00AA00 chosen', '00BB00']);
  });

  test('stays when a search fails', async () => {
    live.findSchools.mockResolvedValue({ ok: false, code: 'no-answer' });
    await type('Zoek op naam, plaats of BRIN.', 'bron');
    await pass(250);
    expect(rows()).toEqual(['00AA00 chosen']);
  });
});

describe('a search', () => {
  test('says that there may be more', async () => {
    await search(
      'school',
      Array.from({ length: 8 }, (_, at) => ({ ...SCHOOL, code: `00AA0${at}` })),
    );
    expect(screen.getAllByText('Er zijn misschien meer scholen. Typ meer letters.').length).toBe(2);
  });

  test('says that it is under way', async () => {
    const answer = later<Awaited<ReturnType<typeof live.findSchools>>>();
    live.findSchools.mockReturnValueOnce(answer.promise);
    await type('Zoek op naam, plaats of BRIN.', 'linde');
    await pass(250);
    expect(screen.getByText('We zoeken …')).toBeTruthy();
    await doing(() => answer.resolve({ ok: true, schools: [SCHOOL] }));
    expect(screen.queryByText('We zoeken …')).toBeNull();
  });
});

test('what is wrong with the school is tied to its field', async () => {
  await press('Ga verder');
  const described = screen.getByLabelText('Zoek op naam, plaats of BRIN.').getAttribute('aria-describedby');
  expect(document.getElementById(described ?? '')?.textContent).toBe('Kies een school.');
});

function hidePage(): void {
  const hidden = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  fireEvent(document, new Event('visibilitychange'));
  hidden.mockRestore();
}
