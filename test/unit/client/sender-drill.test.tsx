/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { Frame } from '../../../client/elements/frame.js';
import { SenderPage } from '../../../client/sender/page.js';
import type { SchoolFound, SenderView } from '../../../src/contract/index.js';
import { COMMON, doing, END, fakeLive, madeUpPupil, MINUTE, NOW, PHONE, SCHOOL } from './fake-live.js';

const TESTING: SchoolFound = { ...SCHOOL, state: 'testing' };
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
const isRead = (text: string) => screen.getAllByRole('status').some((region) => region.textContent?.includes(text));

async function choose(school: SchoolFound): Promise<void> {
  live.findSchools.mockResolvedValue({ ok: true, schools: [school] });
  await type('Zoek op naam, plaats of BRIN.', 'linde');
  await pass(250);
  await doing(() => fireEvent.click(screen.getByRole('radio')));
}

function view(id: string, drill: boolean): SenderView {
  const moments = { arrivedAt: NOW, openedAt: null, knownAt: null, knownBy: null, returnedAt: null, calledAt: null };
  return { ...COMMON, as: 'sender', id, drill, school: SCHOOL, progress: 'waiting', ...moments };
}

describe('a drill', () => {
  beforeEach(() => press('Oefen met een school'));

  test('asks the school only', async () => {
    expect(heading()).toBe('OefeningOefen met een school');
    expect(screen.getAllByRole('textbox')).toEqual([screen.getByLabelText('Zoek op naam, plaats of BRIN.')]);
    await press('Ga verder');
    expect(screen.getAllByRole('link').map((link) => link.textContent)).toEqual(['Kies een school.']);
  });

  test('is checked and sent as a drill, with a pupil who does not exist', async () => {
    await choose(TESTING);
    await press('Ga verder');
    expect(heading()).toBe('OefeningKlopt dit?');
    expect(screen.getByText(/ Oefenkind$/)).toBeTruthy();
    expect(screen.getAllByRole('button', { name: /^Wijzig / }).length).toBe(1);
    await press('Stuur het oefensignaal naar OBS De Linde');
    const [content, school, drill] = live.send.mock.calls[0]!;
    expect([content.name, school, drill]).toEqual([expect.stringMatching(/ Oefenkind$/), TESTING, true]);
    await doing(() => (live.views.value = [view('sent', true)]));
    expect(heading()).toBe('OefeningHet signaal is verstuurd naar OBS De Linde.');
    expect(isRead('Oefening: De school heeft het nog niet geopend.')).toBe(true);
    expect(screen.queryByRole('button', { name: 'Nog een leerling van deze school' })).toBeNull();
  });

  test('is for now: neither its day nor a call is spoken of', async () => {
    await choose({ ...TESTING, reachable: 0, target: { bellAt: NOW + 24 * 60 * MINUTE, endsAt: END + 24 * 60 * MINUTE } });
    expect(screen.getByText('Niemand is nu bereikbaar')).toBeTruthy();
    await press('Ga verder');
    expect(screen.queryByText('voor morgen')).toBeNull();
  });

  test('that was refused asks nobody to call', async () => {
    await choose(SCHOOL);
    await press('Ga verder');
    live.send.mockResolvedValueOnce({ ok: false, code: 'no-living-key' });
    await press('Stuur het oefensignaal naar OBS De Linde');
    expect(screen.getByText(/Niemand kan dit nu lezen\. Oefen met een andere school\.$/)).toBeTruthy();
  });

  test('that was refused after the sender left says that it was a drill', async () => {
    await choose(SCHOOL);
    await press('Ga verder');
    let answer: (refused: { ok: false; code: 'busy' }) => void = () => {};
    live.send.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    await press('Stuur het oefensignaal naar OBS De Linde');
    await doing(() => window.dispatchEvent(new PopStateEvent('popstate', { state: { step: 'home' } })));
    await doing(() => answer({ ok: false, code: 'busy' }));
    expect(isRead('OefeningHet signaal aan OBS De Linde is niet verstuurd. Het is nu te druk. Oefen later.')).toBe(true);
  });

  test('leads back to what is open, and from there to a real signal', async () => {
    await doing(() => window.dispatchEvent(new PopStateEvent('popstate', { state: null })));
    await pass(50);
    await press('Nieuw signaal');
    expect(heading()).toBe('Nieuw signaal');
    expect(screen.getByLabelText('Hoe heet de leerling?')).toBeTruthy();
  });
});

describe('[R-CLIENT-6] a school that only drills', () => {
  beforeEach(async () => {
    await press('Nieuw signaal');
    await choose(TESTING);
  });

  test('is refused for a real signal, with the way to a drill', async () => {
    const pupil = madeUpPupil();
    await type('Hoe heet de leerling?', pupil.name);
    expect(screen.getAllByText(/^Deze school oefent nog/).filter(({ role }) => role !== 'status')).toHaveLength(1);
    expect(isRead(`Deze school oefent nog. Stuur alleen een oefensignaal. Is het echt? Bel ${PHONE}.`)).toBe(true);
    await press('Ga verder');
    expect(heading()).toBe('Nieuw signaal');
    await press('Oefen met deze school');
    expect(heading()).toBe('OefeningOefen met een school');
    expect(screen.getByRole<HTMLInputElement>('radio').checked).toBe(true);
    await press('Ga verder');
    expect(heading()).toBe('OefeningKlopt dit?');
    expect(document.documentElement.outerHTML).not.toContain(pupil.name);
  });
});

describe('a drill that is under way', () => {
  const call = NOW + 8 * MINUTE;

  test('is counted and listed apart from real signals, and after them', async () => {
    await doing(() => (live.views.value = [view('drill', true)]));
    expect(screen.getByText('Er staan geen signalen open. Er loopt 1 oefening.')).toBeTruthy();
    await doing(() => (live.views.value = [view('drill', true), view('real', false)]));
    expect(screen.getByText('Er staat 1 signaal open. Er loopt 1 oefening.')).toBeTruthy();
    const cards = within(screen.getByRole('complementary')).getAllByRole('heading');
    expect(cards.map((card) => card.parentElement?.textContent?.startsWith('Oefening'))).toEqual([false, true]);
  });

  test('asks for a call as a drill, and never before a real signal', async () => {
    live.now.value = call;
    await doing(() => (live.views.value = [view('drill', true)]));
    expect(screen.getByText('Oefening: Niemand heeft het signaal geopend. Bel de school.')).toBeTruthy();
    await press('OBS De Linde');
    expect(heading()).toBe('OefeningNiemand heeft het signaal geopend. Bel de school.');
    expect(screen.getByText('Dit is een oefening. Zeg dat ook als je belt.')).toBeTruthy();
    expect(screen.queryByText(/Noem geen naam/)).toBeNull();
    await doing(() => (live.views.value = [view('drill', true), view('real', false)]));
    const said = screen.getAllByRole('alert').map((region) => region.textContent);
    expect(said).toContain('Niemand heeft het signaal geopend. Bel de school.');
  });

  test('ends as a drill, also beside a real signal that ends alike', async () => {
    const gone = (id: string, drill: boolean) =>
      ({ id, as: 'sender', outcome: 'withdrawn', at: NOW, last: view(id, drill) }) as const;
    await doing(() => (live.farewells.value = [gone('drill', true), gone('real', false)]));
    const cards = screen.getAllByText('Het signaal aan OBS De Linde is ingetrokken.');
    expect(cards.map((card) => card.parentElement?.textContent?.startsWith('Oefening'))).toEqual([true, false]);
  });
});
