/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { Frame } from '../../../client/elements/frame.js';
import { RecipientPage } from '../../../client/recipient/page.js';
import { doing, fakeLive, madeUpPupil, MINUTE, NOW, SCHOOL } from './fake-live.js';
import { chosen, CONTACT, found, ME, OPENER, passedOn, TAKEN } from './school-views.js';

const pupil = madeUpPupil();
const SOMETHING = 'Er staat iets voor je klaar.';
let live: ReturnType<typeof fakeLive>;

beforeEach(() => {
  live = fakeLive(pupil);
  live.me.value = ME;
  live.listTeachers.mockResolvedValue({ ok: true, teachers: [found('Marijke Bos', 'Groep 6 b')] });
});
afterEach(cleanup);

const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const button = (name: string) => screen.queryByRole('button', { name });
const isShown = () => document.documentElement.outerHTML.includes(pupil.name);
const alerts = () =>
  screen
    .getAllByRole('alert')
    .map(({ textContent }) => textContent)
    .filter(Boolean);

describe('taking over', () => {
  beforeEach(() => {
    live.views.value = [TAKEN];
    live.takeOver.mockImplementation(async () => {
      live.views.value = [{ ...OPENER, version: 3, takenAt: NOW + 8 * MINUTE }];
      return { ok: true, content: pupil };
    });
  });

  test('asks once, tells whom it is taken from, and shows the name as opening does', async () => {
    render(<RecipientPage live={live} />);
    expect(screen.getByText('Hans Mol heeft het signaal geopend om 08:04.')).toBeTruthy();
    await press('Neem het over');
    expect(screen.getByText('Hans ziet de naam dan niet meer. Neem je het over?')).toBeTruthy();
    expect(live.takeOver).not.toHaveBeenCalled();
    await press('Ja, ik neem het over');
    expect(live.takeOver.mock.calls).toEqual([['signal']]);
    expect(live.open).not.toHaveBeenCalled();
    expect(isShown()).toBe(true);
    expect(screen.getByText('Overgenomen om 08:10')).toBeTruthy();
  });

  test('leaves what was there where it could not be done', async () => {
    live.takeOver.mockResolvedValue({ ok: false, code: 'taken' });
    live.views.value = [{ ...TAKEN, id: 'other' }, OPENER];
    render(<RecipientPage live={live} />);
    await press('Neem het over');
    await press('Ja, ik neem het over');
    expect(screen.getByText('Een collega was je net voor. Je hoeft niets te doen.')).toBeTruthy();
    expect(button('Kies de leerkracht')).toBeTruthy();
  });

  test('is possible at every stage, which is told', async () => {
    render(<RecipientPage live={live} />);
    await doing(() => (live.views.value = [{ ...TAKEN, version: 3, progress: 'passed-on' }]));
    expect(screen.getByText('Er is een leerkracht gekozen.')).toBeTruthy();
    await doing(() => (live.views.value = [{ ...TAKEN, version: 4, progress: 'known', knownAt: NOW }]));
    expect(screen.getByText('Er is iemand die het weet.')).toBeTruthy();
    expect(button('Neem het over')).toBeTruthy();
  });

  test('is asked for, once, where the colleague has chosen nobody for five minutes', async () => {
    render(<RecipientPage live={live} />);
    expect(alerts()).toEqual([]);
    await doing(() => (live.now.value = NOW + 7 * MINUTE));
    await doing(() => {});
    expect(alerts()).toEqual(['Hans heeft nog geen leerkracht gekozen.']);
    expect(document.querySelector('.seintje-card')?.getAttribute('data-tone')).toBe('signal');
  });
});

describe('[R-CLIENT-3] whoever it is taken over from', () => {
  const loses = () => doing(() => (live.views.value = [{ ...TAKEN, version: 9 }]));

  test('has the name no more, nor the choice of teacher, and is told who follows it', async () => {
    live.views.value = [OPENER];
    render(<RecipientPage live={live} />);
    await press('Toon naam');
    await press('Kies de leerkracht');
    expect(isShown()).toBe(true);
    await loses();
    expect(isShown()).toBe(false);
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(screen.getByRole('heading', { name: 'Hans volgt het nu.' })).toBeTruthy();
    expect(alerts()).toEqual([]);
  });

  test('is told so for as long as it is true', async () => {
    live.views.value = [OPENER];
    render(<RecipientPage live={live} />);
    await loses();
    await doing(() => (live.views.value = [{ ...TAKEN, version: 10, progress: 'passed-on' }]));
    expect(screen.getByText('Hans volgt het nu.')).toBeTruthy();
    await doing(() => (live.views.value = [{ ...OPENER, version: 11 }]));
    await doing(() => (live.views.value = []));
    expect(screen.queryByText('Hans volgt het nu.')).toBeNull();
  });

  test('loses it also where the page never heard that they had it', async () => {
    live.views.value = [CONTACT];
    render(<RecipientPage live={live} />);
    await press('Ik pak dit op');
    expect(isShown()).toBe(true);
    await loses();
    expect(isShown()).toBe(false);
  });

  test('does not get it either where it was on its way', async () => {
    let answer: (result: { ok: true; content: typeof pupil }) => void = () => {};
    live.open.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    live.views.value = [OPENER];
    render(<RecipientPage live={live} />);
    await press('Toon naam');
    await loses();
    await doing(() => answer({ ok: true, content: pupil }));
    expect(isShown()).toBe(false);
  });

  test('nor where it changed hands twice at once', async () => {
    let answer: (result: { ok: true; content: typeof pupil }) => void = () => {};
    live.open.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    live.views.value = [CONTACT];
    render(<RecipientPage live={live} />);
    await press('Ik pak dit op');
    await loses();
    await doing(() => answer({ ok: true, content: pupil }));
    expect(isShown()).toBe(false);
    expect(screen.getByText('Hans volgt het nu.')).toBeTruthy();
  });
});

describe('giving it back', () => {
  const back = { ...CONTACT, version: 4, handedBackAt: NOW + 3 * MINUTE };

  test('asks once; whoever did is alerted no more, and can take it again', async () => {
    live.views.value = [OPENER];
    live.handBack.mockImplementation(async () => {
      live.views.value = [{ ...back, handedBackBy: ME.name }];
      return { ok: true };
    });
    render(<RecipientPage live={live} />);
    await press('Toon naam');
    await press('Geef terug aan een collega');
    expect(live.handBack).not.toHaveBeenCalled();
    await press('Ja, aan een collega');
    expect(live.handBack.mock.calls).toEqual([['signal']]);
    expect(isShown()).toBe(false);
    expect(screen.getByText('Je gaf het terug. Je collega’s zien het nu weer.')).toBeTruthy();
    expect(alerts()).toEqual([]);
    expect(button('Ik pak dit op')).toBeTruthy();
    await doing(() => (live.now.value = back.handedBackAt + 5 * MINUTE));
    await doing(() => {});
    expect(screen.getByText('Je gaf het terug. Nog niemand heeft het opgepakt.')).toBeTruthy();
    expect(alerts()).toEqual([SOMETHING]);
  });

  test('alerts the colleagues, and says who did', async () => {
    live.now.value = back.handedBackAt;
    live.views.value = [{ ...back, handedBackBy: 'Hans Mol' }];
    render(<RecipientPage live={live} />);
    await doing(() => {});
    expect(screen.getByText('Hans gaf het terug. Wie pakt het op?')).toBeTruthy();
    expect(alerts()).toEqual([SOMETHING]);
  });

  test('is not possible any more once somebody was chosen', () => {
    live.views.value = [passedOn(chosen('Marijke Bos', null))];
    render(<RecipientPage live={live} />);
    expect(button('Geef terug aan een collega')).toBeNull();
  });
});

describe('several at once', () => {
  test('have one heading and one alert', async () => {
    live.views.value = [CONTACT, { ...CONTACT, id: 'second' }];
    render(<RecipientPage live={live} />);
    await doing(() => {});
    expect(alerts()).toEqual(['2 signalen wachten']);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('2 signalen wachten');
    expect(screen.getAllByRole('button', { name: 'Ik pak dit op' })).toHaveLength(2);
  });

  test('a real one stands before a drill, has the heading, and is what the alert says', async () => {
    live.views.value = [{ ...CONTACT, id: 'drill', drill: true }, CONTACT];
    render(<RecipientPage live={live} />);
    await doing(() => {});
    expect(alerts()).toEqual([SOMETHING]);
    expect(screen.getAllByRole('heading').map(({ tagName, textContent }) => `${tagName} ${textContent}`)).toEqual([
      'H1 Er is een Handle with Care-signaal.',
      'H2 Er is een oefensignaal.',
    ]);
  });

  test.each([
    ['one that waits and one that a colleague has', [CONTACT, { ...TAKEN, id: 'taken' }], 'Er is een Handle with Care-signaal.'],
    ['one that a colleague has', [TAKEN], 'Hans Mol heeft het signaal geopend om 08:04.'],
    ['two drills', [CONTACT, { ...CONTACT, id: 'second' }].map((view) => ({ ...view, drill: true })), 'Er is een oefensignaal.'],
  ])('have one heading: %s', (_, views, words) => {
    live.views.value = views;
    render(<RecipientPage live={live} />);
    expect(screen.getAllByRole('heading', { level: 1 }).map(({ textContent }) => textContent)).toEqual([words]);
  });

  test('are said aloud when more come in, and not when a colleague takes one', async () => {
    live.views.value = [CONTACT, { ...CONTACT, id: 'second' }];
    render(<RecipientPage live={live} />);
    await doing(() => {});
    await doing(() => (live.views.value = [CONTACT, { ...TAKEN, id: 'second' }]));
    await doing(() => (live.now.value += 1000));
    expect(alerts()).toEqual([]);
    await doing(() => (live.views.value = [...live.views.value, { ...CONTACT, id: 'third' }]));
    await doing(() => {});
    expect(alerts()).toEqual(['2 signalen wachten']);
  });

  test('are behind the clock as long as one of them waits', async () => {
    live.views.value = [CONTACT, { ...CONTACT, id: 'second' }];
    render(
      <Frame live={live} demonstration={false}>
        <RecipientPage live={live} />
      </Frame>,
    );
    for (let times = 0; times < 3; times++) await doing(() => fireEvent.keyDown(document.body, { key: 'Shift' }));
    await doing(() => (live.views.value = [CONTACT, { ...TAKEN, id: 'second' }]));
    expect(alerts()).toEqual([SOMETHING]);
    await doing(
      () =>
        (live.views.value = [
          { ...TAKEN, id: 'first' },
          { ...TAKEN, id: 'second' },
        ]),
    );
    expect(alerts()).toEqual([]);
  });

  test('lead to the one that waits', async () => {
    live.views.value = [OPENER, { ...CONTACT, id: 'second' }];
    render(<RecipientPage live={live} />);
    await press('Bekijk');
    expect(document.activeElement?.id).toBe('signal-second');
  });

  test('of several schools say of which, also once they were opened', async () => {
    const role = { role: 'recipient' as const, title: 'directeur' };
    live.me.value = { ...ME, roles: [SCHOOL.code, '00BB00'].map((school) => ({ ...role, school })) };
    live.views.value = [OPENER, { ...OPENER, id: 'second', school: { code: '00BB00', name: 'De Eik' } }];
    render(<RecipientPage live={live} />);
    expect(screen.getByText('OBS De Linde')).toBeTruthy();
    expect(screen.getByText('De Eik')).toBeTruthy();
  });

  test('of another day say of which', () => {
    live.now.value = NOW + 3 * 24 * 60 * MINUTE;
    live.views.value = [CONTACT];
    render(<RecipientPage live={live} />);
    expect(screen.getByText('Binnengekomen vrijdag om 08:02.')).toBeTruthy();
  });

  test('an answer that comes late leaves what was chosen since', async () => {
    let answer: (result: { ok: false; code: 'taken' }) => void = () => {};
    live.open.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    live.views.value = [CONTACT, OPENER, { ...OPENER, id: 'other' }].map((view, at) => ({ ...view, id: `${at}` }));
    render(<RecipientPage live={live} />);
    await press('Ik pak dit op');
    await doing(() => fireEvent.click(screen.getAllByRole('button', { name: /^Geopend om/ })[1]!));
    await doing(() => answer({ ok: false, code: 'taken' }));
    expect(document.querySelector('#signal-2 .seintje-card')).toBeTruthy();
  });

  test('a real one stands before the drill that is being done', async () => {
    live.views.value = [{ ...OPENER, id: 'drill', drill: true }];
    render(<RecipientPage live={live} />);
    await press('Toon naam');
    await doing(() => (live.views.value = [CONTACT, ...live.views.value]));
    expect([...document.querySelectorAll('[role=group]')].map(({ id }) => id)).toEqual(['signal-signal', 'signal-drill']);
    expect(isShown()).toBe(true);
  });
});
