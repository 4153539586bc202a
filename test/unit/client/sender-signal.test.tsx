/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import type { Farewell } from '../../../client/connection/live.js';
import { Frame } from '../../../client/elements/frame.js';
import { SenderPage } from '../../../client/sender/page.js';
import type { ColleagueView, SenderView } from '../../../src/contract/index.js';
import { COMMON, doing, fakeLive, madeUpPupil, MINUTE, NOW, PHONE, SCHOOL } from './fake-live.js';

const CALL = NOW + 8 * MINUTE;
let live: ReturnType<typeof fakeLive>;

beforeEach(() => {
  jest.useFakeTimers();
  live = fakeLive();
  history.replaceState(null, '');
  render(
    <Frame live={live} demonstration={false}>
      <SenderPage live={live} />
    </Frame>,
  );
});

afterEach(async () => {
  await pass(50);
  cleanup();
  jest.useRealTimers();
});

const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const type = (label: string, value: string) => doing(() => fireEvent.input(screen.getByLabelText(label), { target: { value } }));
const pass = (ms: number) => doing(() => jest.advanceTimersByTime(ms));
const heading = () => screen.getAllByRole('heading')[0]?.textContent;
const show = (view: SenderView | ColleagueView) => doing(() => (live.views.value = [view]));

const own: SenderView = {
  ...COMMON,
  as: 'sender',
  id: 'signal',
  school: SCHOOL,
  progress: 'waiting',
  arrivedAt: NOW,
  openedAt: null,
  knownAt: null,
  knownBy: null,
  returnedAt: null,
  calledAt: null,
};
const { id, school, calledAt } = own;
const colleague: ColleagueView = { ...COMMON, as: 'colleague', id, school, progress: 'waiting', calledAt };

describe.each([
  ['own', own],
  ['a colleague’s', colleague],
])('on the page of %s signal', (_, view) => {
  beforeEach(async () => {
    live.now.value = CALL;
    await show(view);
    await press('OBS De Linde');
  });

  test('it is said that somebody spoke with the school, and the number stays', async () => {
    expect(heading()).toBe('Niemand heeft het signaal geopend. Bel de school.');
    screen.getByRole('button', { name: 'Ik heb de school gesproken' }).focus();
    await press('Ik heb de school gesproken');
    expect(live.called.mock.calls).toEqual([['signal']]);
    await show({ ...view, calledAt: CALL });
    expect(screen.getAllByText('Iemand sprak de school om 08:10. Nog niet geopend.').length).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Ik heb de school gesproken' })).toBeNull();
    expect(screen.getByRole('link', { name: `Bel ${PHONE}` }).getAttribute('href')).toBe('tel:0131234567');
    expect(document.activeElement).toBe(screen.getAllByRole('heading')[0]);
    await doing(() => (live.now.value = CALL + 8 * MINUTE));
    expect(screen.getByRole('button', { name: 'Ik heb de school gesproken' })).toBeTruthy();
  });

  test('a call that could not be told is not called told', async () => {
    live.called.mockResolvedValueOnce({ ok: false, code: 'no-answer' });
    await press('Ik heb de school gesproken');
    expect(screen.getByText(/^We kregen geen antwoord/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Ik heb de school gesproken' })).toBeTruthy();
  });
});

test('what asks for a call stands first, a real one before a drill', async () => {
  const others = ['Het Kompas', 'De Wilg'].map((name) => ({
    ...own,
    id: name,
    openedAt: NOW,
    progress: 'opened' as const,
    school: { ...SCHOOL, name },
  }));
  const drills = others.map((view) => ({ ...view, id: `drill ${view.id}`, drill: true }));
  await doing(() => {
    live.views.value = [...drills, ...others, { ...own, id: 'call' }];
    live.now.value = CALL;
  });
  const cards = [...document.querySelectorAll('.seintje-entry h2')].map(({ textContent }) => textContent);
  expect(cards).toEqual([SCHOOL.name, 'Het Kompas', 'De Wilg', 'Het Kompas', 'De Wilg']);
});

test('the day of what happened is said where it is not today', async () => {
  await show(own);
  expect(screen.getByText('Verstuurd om 08:02')).toBeTruthy();
  await doing(() => (live.now.value = NOW + 3 * 24 * 60 * MINUTE));
  expect(screen.getByText('Verstuurd vrijdag om 08:02')).toBeTruthy();
  await press('OBS De Linde');
  expect(screen.getAllByRole('listitem')[0]?.textContent).toContain('vrijdag 08:02');
});

test('a signal that was handed back is not called opened any more', async () => {
  await show({ ...own, progress: 'opened', openedAt: NOW });
  await press('OBS De Linde');
  const steps = () => screen.getAllByRole('listitem').map((step) => step.getAttribute('data-done'));
  expect(steps()).toEqual(['true', 'true', 'true', 'false']);
  await show({ ...own, version: 2, handedBackAt: NOW + MINUTE });
  expect(steps()).toEqual(['true', 'true', 'false', 'false']);
  expect(screen.getAllByText('De school zoekt een collega die het oppakt.').length).toBeGreaterThan(0);
  await doing(() => (live.now.value = NOW + 9 * MINUTE));
  expect(heading()).toBe('Niemand heeft het signaal nu opgepakt. Bel de school.');
});

test('three pupils of one school: the school is asked once, and the name has the focus', async () => {
  const pupils = [madeUpPupil(), madeUpPupil(), madeUpPupil()];
  await press('Nieuw signaal');
  await type('Zoek op naam, plaats of BRIN.', 'linde');
  await pass(250);
  await doing(() => fireEvent.click(screen.getByRole('radio')));
  for (const [at, { name, dateOfBirth }] of pupils.entries()) {
    const [year = '', month = '', day = ''] = dateOfBirth.split('-');
    const field = screen.getByLabelText<HTMLInputElement>('Hoe heet de leerling?');
    expect([field.value, document.activeElement === field]).toEqual(['', at > 0]);
    await type('Hoe heet de leerling?', name);
    await type('Dag', day);
    await type('Maand', month);
    await type('Jaar', year);
    await press('Ga verder');
    live.send.mockResolvedValueOnce({ ok: true, id: `signal-${at}` });
    await press('Stuur naar OBS De Linde');
    await doing(() => (live.views.value = [{ ...own, id: `signal-${at}` }, ...live.views.value]));
    if (at < 2) await press('Nog een leerling van deze school');
  }
  expect(live.send.mock.calls).toEqual(pupils.map((pupil) => [pupil, SCHOOL, false]));
  expect(document.documentElement.outerHTML).not.toContain(pupils[0]!.name);
});

describe('[R-MEND-7] after a restart', () => {
  const left = (changed: Partial<Farewell>) =>
    doing(() => {
      live.restartedAt.value = NOW + MINUTE;
      live.farewells.value = [{ id, as: 'sender', outcome: 'lost', at: NOW, last: own, ...changed }];
    });
  const buttons = () => screen.queryAllByRole('button').map(({ textContent }) => textContent);

  test('a signal that is on its way back is not for anybody to close, and nobody says that there is none', async () => {
    await left({ outcome: 'healing' });
    expect(screen.getByText('Het systeem is om 08:03 opnieuw gestart.').closest('[role=status]')).toBeTruthy();
    expect(heading()).toBe('Even geduld.');
    expect(buttons()).not.toContain('Begrepen');
    await show({ ...own, id: 'drill', drill: true });
    expect(screen.getByText('Even geduld. Er loopt 1 oefening.')).toBeTruthy();
    await doing(() => (live.views.value = []));
    await left({ outcome: 'lost' });
    expect(heading()).toBe('Er staan geen signalen open.');
    expect(buttons()).toContain('Begrepen');
  });

  test('a lost one is sent again to its school, once somebody has said whom it is about', async () => {
    await left({});
    // It comes before anything new.
    const loud = [...document.querySelectorAll('.seintje-button-primary')].map(({ textContent }) => textContent);
    expect(loud).toEqual(['Stuur opnieuw']);
    await press('Stuur opnieuw');
    expect(live.findSchools).toHaveBeenCalledWith(SCHOOL.code);
    expect(document.activeElement).toBe(screen.getByLabelText('Hoe heet de leerling?'));
    expect(live.dismiss).toHaveBeenCalledWith(live.farewells.value[0]!);
  });

  test('one that was sent from another page too, when its school was chosen', async () => {
    await left({ last: null });
    await press('Stuur opnieuw');
    expect(heading()).toBe('Nieuw signaal');
    expect(live.findSchools).not.toHaveBeenCalled();
  });

  test('of one that the school had opened its number is there', async () => {
    await left({ last: { ...own, openedAt: NOW } });
    expect(screen.getByRole('link', { name: `Bel ${PHONE}` })).toBeTruthy();
    expect(buttons()).not.toContain('Stuur opnieuw');
  });

  test.each([
    ['a colleague’s', { as: 'colleague', last: colleague } as const],
    ['a drill', { last: { ...own, drill: true } }],
  ])('%s has been read and no more', async (_, changed) => {
    await left(changed);
    expect(screen.queryByRole('link', { name: /^Bel/ })).toBeNull();
    expect(buttons()).not.toContain('Stuur opnieuw');
    expect(buttons()).toContain('Begrepen');
  });
});

test('another pupil of a school that nobody can read for any more: that is read first', async () => {
  await show(own);
  await press('OBS De Linde');
  live.findSchools.mockResolvedValue({ ok: true, schools: [{ ...SCHOOL, devices: [] }] });
  await press('Nog een leerling van deze school');
  expect(document.activeElement).toBe(screen.getAllByRole('heading')[0]);
  expect(screen.getAllByText('Niemand kan dit nu lezen. Bel 013 \u2011 123 45 67.').length).toBeGreaterThan(0);
});

describe('[R-RESTART-2] after a restart', () => {
  const HOUR = 60 * MINUTE;
  const said = () => screen.queryByText(/^Het systeem is .* opnieuw gestart/)?.textContent;
  /** The page is loaded; the server’s memory began at that moment. */
  async function arrives(restartedAt: number | null): Promise<void> {
    cleanup();
    live = fakeLive();
    live.status.value = { kind: 'connecting' };
    render(<SenderPage live={live} />);
    await doing(() => {
      live.restartedAt.value = restartedAt;
      live.status.value = { kind: 'connected', checkedAt: NOW, back: false };
    });
  }

  test('whoever comes is told when it was, before anything else, until they have read it', async () => {
    await arrives(NOW - HOUR);
    expect(said()).toBe('Het systeem is om 07:02 opnieuw gestart. Eerdere signalen kunnen weg zijn.');
    expect(screen.getAllByRole('status')[0]!.textContent).toContain('Het systeem is om 07:02');
    await press('Nieuw signaal');
    expect(said()).toBeUndefined();
    await doing(() => history.back());
    await waitFor(() => expect(said()).toBeTruthy());
    await press('Begrepen');
    expect(said()).toBeUndefined();
  });

  test('nobody is told of a first start', async () => {
    await arrives(null);
    expect(said()).toBeUndefined();
  });

  test('it is said with its day, and as long as something could still be open that was sent before it', async () => {
    await arrives(NOW);
    await doing(() => (live.now.value = NOW + 24 * HOUR));
    expect(said()).toBe('Het systeem is vrijdag om 08:02 opnieuw gestart. Eerdere signalen kunnen weg zijn.');
    // Friday and four days: all of Tuesday.
    await doing(() => (live.now.value = Date.parse('2026-03-17T22:59:00Z')));
    expect(said()).toBeTruthy();
    await doing(() => (live.now.value = Date.parse('2026-03-17T23:00:00Z')));
    expect(said()).toBeUndefined();
  });

  test('a page that was there says itself what became of its signals', async () => {
    await arrives(null);
    await doing(() => (live.restartedAt.value = NOW));
    expect(said()).toBeUndefined();
    await arrives(NOW - HOUR);
    await doing(() => (live.restartedAt.value = NOW));
    expect(said()).toBeUndefined();
  });

  test('it is not said a second time beside what was lost', async () => {
    await arrives(NOW - HOUR);
    const lost: Farewell = { id: 'lost', as: 'sender', outcome: 'lost', at: NOW, last: null };
    await doing(() => (live.farewells.value = [lost]));
    expect(screen.getAllByText(/opnieuw gestart/)).toHaveLength(1);
    await doing(() => (live.farewells.value = []));
    expect(said()).toBeTruthy();
  });
});
