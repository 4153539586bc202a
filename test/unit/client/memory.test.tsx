/** @jest-environment jsdom */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { App } from '../../../client/app/app.js';
import { fetchEverything } from '../../../client/app/pages.js';
import type { Result } from '../../../client/connection/live.js';
import { language } from '../../../client/words/words.js';
import type { Held, View } from '../../../src/contract/index.js';
import { COMMON, doing, END, fakeLive, madeUpPupil, MINUTE, NOW, SCHOOL } from './fake-live.js';
import { ME } from './school-views.js';

const pupil = madeUpPupil();
const VIEW: View = {
  ...{ ...COMMON, as: 'sender', id: 'signal', school: SCHOOL, progress: 'waiting', arrivedAt: NOW, openedAt: null },
  ...{ knownAt: null, knownBy: null, returnedAt: null, calledAt: null },
};
const HELD: Held = { id: 'signal', as: 'sender', things: ['school', 'times', 'sender', 'school-copy'], endsAt: END };

let live: ReturnType<typeof fakeLive>;
beforeAll(() => fetchEverything());
beforeEach(async () => {
  language.value = 'nl';
  live = fakeLive(pupil);
  const title = { sender: 'leerplichtambtenaar', administrator: 'beheerder' };
  live.me.value = {
    ...ME,
    roles: (['sender', 'administrator'] as const).map((role) => ({ role, school: null, title: title[role] })),
  };
  live.views.value = [VIEW];
  history.replaceState(null, '');
  await doing(() => render(<App live={live} demonstration={false} signIn={null} />));
});
afterEach(cleanup);

const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const heading = () => screen.getAllByRole('heading', { level: 1 })[0]!;
const card = (title: string) => within(screen.getByRole('heading', { level: 2, name: title }).closest('section')!);
const holds = (held: Held[]) => live.memory.mockResolvedValue({ ok: true, held });
async function look(): Promise<void> {
  await press('Mijn apparaten');
  await press('Bekijk');
}

describe('[R-MEMORY-1] what Seintje knows', () => {
  test('is a list of what the server holds of each signal, and until when', async () => {
    holds([HELD, { id: 'other', as: 'sender', things: ['ended'], endsAt: END }]);
    await look();
    expect(heading().textContent).toBe('Wat weet Seintje nu?');
    expect(document.activeElement).toBe(heading());
    const [signal, over] = card('Op de server').getAllByRole('listitem');
    expect(signal!.textContent).toContain('OBS De Linde');
    expect(signal!.textContent).toContain('Door jou verstuurd · weg om 15:30');
    expect(signal!.textContent).toContain('Welke school het is, hoe laat wat gebeurde en wie het verstuurde');
    expect(signal!.textContent).toContain('Naam en geboortedatum, voor de school versleuteld');
    expect(over!.textContent).toContain('Een signaal dat voorbij is');
    expect(over!.textContent).toContain('Dat het er was, en hoe het afliep');
  });

  test('is what this page holds too, as long as it holds it', async () => {
    live.holds.value = { contents: 1, copies: 2, receipts: 3 };
    await look();
    const page = () =>
      card('Op deze pagina')
        .getAllByText(/./)
        .map(({ textContent }) => textContent);
    expect(page()).toContain('Naam en geboortedatum van 1 leerling, tot de school het leest ');
    expect(page()).toContain('2 kopieën van naam en geboortedatum versleuteld');
    expect(page()).toContain('3 bewijzen zonder naam, voor na een herstart ');
    await doing(() => (live.holds.value = { contents: 0, copies: 0, receipts: 0 }));
    expect(page()).toEqual(['Op deze pagina', 'Nu niets.']);
  });

  test('is asked anew when something changes, and when the day ends; then it is nothing', async () => {
    holds([HELD]);
    await look();
    expect(live.memory).toHaveBeenCalledTimes(1);
    holds([{ ...HELD, things: ['school', 'times', 'sender'] }]);
    await doing(() => (live.views.value = [{ ...VIEW, version: 2 }]));
    expect(card('Op de server').queryByText(/versleuteld/)).toBeNull();
    holds([]);
    await doing(() => (live.now.value = END + MINUTE));
    expect(card('Op de server').queryAllByRole('listitem')).toEqual([]);
    expect(card('Op de server').getByText('Nu niets.')).toBeTruthy();
  });

  test('is not known without a connection, and is asked again once there is one', async () => {
    holds([HELD]);
    await look();
    await doing(() => (live.status.value = { kind: 'lost', since: NOW }));
    expect(card('Op de server').queryAllByRole('listitem')).toEqual([]);
    expect(card('Op de server').getByRole('alert').textContent).toContain('We weten nu niet wat er op de server staat.');
    await doing(() => (live.status.value = { kind: 'connected', checkedAt: NOW, back: false }));
    expect(card('Op de server').getAllByRole('listitem')).toHaveLength(1);
    expect(card('Op de server').getByRole('alert').textContent).toBe('');
  });

  test('is asked again on request, and an answer that comes too late does not count', async () => {
    live.memory.mockResolvedValueOnce({ ok: false, code: 'no-answer' });
    await look();
    expect(card('Op de server').queryByText('Nu niets.')).toBeNull();
    let late = (_: Result<{ held: Held[] }>) => {};
    live.memory.mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
    await press('Probeer opnieuw');
    expect(card('Op de server').getByText('Een ogenblik …')).toBeTruthy();
    holds([HELD]);
    await doing(() => (live.views.value = [{ ...VIEW, version: 2 }]));
    await doing(() => late({ ok: true, held: [] }));
    expect(card('Op de server').getAllByRole('listitem')).toHaveLength(1);
  });

  test('is told aloud as a number, and never names a pupil', async () => {
    holds([HELD]);
    live.holds.value = { contents: 1, copies: 0, receipts: 1 };
    await look();
    expect(
      screen
        .getAllByRole('status')
        .map(({ textContent }) => textContent)
        .join(' '),
    ).toContain('Nu iets van 1 signaal.');
    for (const region of [...screen.getAllByRole('status'), ...screen.getAllByRole('alert')])
      expect(region.textContent).not.toMatch(/De Linde|geboortedatum/);
    expect(document.body.textContent).not.toContain(pupil.name);
  });

  test('lies behind the page of one’s devices: back is there, and the role is where it was', async () => {
    await look();
    await press('Terug');
    await waitFor(() => expect(heading().textContent).toBe('Mijn apparaten'));
    await press('Bekijk');
    await press('Mijn apparaten');
    await waitFor(() => expect(heading().textContent).toBe('Mijn apparaten'));
    await press('Terug');
    await waitFor(() => expect(heading().textContent).toBe('Vandaag'));
    await look();
    await press('Cijfers');
    expect(heading().textContent).toBe('Cijfers');
    await press('Leerplichtambtenaar');
    await waitFor(() => expect(heading().textContent).toBe('Vandaag'));
    expect(history.state).toMatchObject({ beside: null });
  });

  test('is shown where several people look, and not where a class does', async () => {
    await doing(() => (live.me.value = { ...ME, use: 'board' }));
    await press('Mijn apparaten');
    expect(screen.queryByText('Wat weet Seintje nu?')).toBeNull();
    await doing(() => (live.me.value = { ...ME, use: 'shared' }));
    expect(screen.getByText('Wat weet Seintje nu?')).toBeTruthy();
  });
});
