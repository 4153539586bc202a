/** @jest-environment jsdom */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { AccountPage } from '../../../client/account/page.js';
import { App } from '../../../client/app/app.js';
import { fetchEverything } from '../../../client/app/pages.js';
import { sayProven } from '../../../client/elements/step-up.js';
import { language } from '../../../client/words/words.js';
import type { OwnPasskey, OwnSession } from '../../../src/contract/index.js';
import { ASKED, closed, doing, fakeLive, fakePasskeys, MINUTE, NOW } from './fake-live.js';
import { ME } from './school-views.js';

const session = (id: string, isThis: boolean): OwnSession => ({
  ...{ id, label: `Chrome · ${id}`, use: 'own', createdAt: NOW, usedAt: NOW, isThis },
});
const passkey = (id: string): OwnPasskey => ({ id, name: `Passkey ${id}`, createdAt: NOW, usedAt: null });
const LAST = { ok: false, code: 'last-passkey' } as const;
const STALE = { ok: false, code: 'step-up-required' } as const;

let live: ReturnType<typeof fakeLive>;
let person: ReturnType<typeof fakePasskeys>;

beforeAll(() => fetchEverything());
beforeEach(() => {
  language.value = 'nl';
  person = fakePasskeys();
  live = fakeLive();
  live.me.value = { ...ME, provenUntil: NOW + 60 * MINUTE };
  const { answers } = live.rest;
  answers['GET /v1/sessions'] = { ok: true, body: [session('Windows', true), session('Android', false)] };
  answers['GET /v1/passkeys'] = { ok: true, body: [passkey('one'), passkey('two')] };
  answers['GET /v1/installation'] = { ok: true, body: { demonstration: false, issuers: [], pushKey: null } };
  answers['POST /v1/passkeys/sign-in/options'] = ASKED;
  answers['POST /v1/passkeys/options'] = ASKED;
});
afterEach(cleanup);

const shows = () => doing(() => render(<AccountPage live={live} demonstration={false} onMemory={null} />));
const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const row = (name: string) => screen.getByText(name).closest('li')!;

describe('where somebody is signed in', () => {
  test('[R-CLIENT-14] each place is told with its last use, and which one this is', async () => {
    await shows();
    expect(row('Chrome · Windows').textContent).toContain('dit apparaat');
    expect(row('Chrome · Android').textContent).toContain('Alleen ik · laatst gebruikt vandaag om 08:02');
    expect(row('Chrome · Android').textContent).not.toContain('dit apparaat');
  });

  test('[R-CLIENT-14] another device is signed out from here, this one by itself, all of them after a question', async () => {
    await shows();
    await press('Log uit op Chrome · Android');
    expect(live.rest.delete.mock.calls).toEqual([['/v1/sessions/Android']]);
    expect(screen.queryByText('Chrome · Android')).toBeNull();
    await press('Log uit op Chrome · Windows');
    expect(live.signOut).toHaveBeenCalledTimes(1);

    cleanup();
    await shows();
    await press('Log overal uit');
    expect(live.signOut).toHaveBeenCalledTimes(1);
    await press('Ja, log overal uit');
    expect(live.rest.delete.mock.calls.at(-1)).toEqual(['/v1/sessions/Android']);
    expect(live.signOut).toHaveBeenCalledTimes(2);
  });

  test('[R-CLIENT-14] everywhere is everywhere that there is by then', async () => {
    await shows();
    await press('Log overal uit');
    live.rest.answers['GET /v1/sessions'] = { ok: true, body: [session('Windows', true), session('iPhone', false)] };
    await press('Ja, log overal uit');
    expect(live.rest.delete.mock.calls).toEqual([['/v1/sessions/iPhone']]);
    expect(live.signOut).toHaveBeenCalledTimes(1);
  });

  test('[R-CLIENT-14] where that cannot be asked nothing is ended, and it is told', async () => {
    await shows();
    await press('Log overal uit');
    live.rest.answers['GET /v1/sessions'] = { ok: false, code: 'no-answer' };
    await press('Ja, log overal uit');
    expect(live.rest.delete).not.toHaveBeenCalled();
    expect(live.signOut).not.toHaveBeenCalled();
    expect(document.body.textContent).toContain('We konden je apparaten niet ophalen.');
  });

  test('[R-CLIENT-14] a device that is new meanwhile appears', async () => {
    await shows();
    live.rest.answers['GET /v1/sessions'] = { ok: true, body: [session('Windows', true), session('iPhone', false)] };
    await doing(() => void (live.newDevices.value = [{ session: 'iPhone', label: '', at: NOW, isWaiting: false }]));
    expect(row('Chrome · iPhone')).toBeTruthy();
  });

  test('[R-CLIENT-14] is not signed out here before the others are', async () => {
    live.rest.answers['DELETE /v1/sessions/Android'] = { ok: false, code: 'no-answer' };
    await shows();
    await press('Log overal uit');
    await press('Ja, log overal uit');
    expect(live.signOut).not.toHaveBeenCalled();
    expect(document.body.textContent).toContain('Uitloggen is niet gelukt.');
  });

  test('[R-CLIENT-14] what could not be fetched can be asked for again', async () => {
    const was = live.rest.answers['GET /v1/sessions']!;
    live.rest.answers['GET /v1/sessions'] = { ok: false, code: 'no-answer' };
    await shows();
    expect(document.body.textContent).toContain('We konden je apparaten niet ophalen.');
    live.rest.answers['GET /v1/sessions'] = was;
    await press('Probeer opnieuw');
    expect(row('Chrome · Android')).toBeTruthy();
  });
});

describe('passkeys', () => {
  test('[R-CLIENT-14] say on which day they were last used, and no hour: nobody knows that', async () => {
    const usedAt = Date.parse('2026-03-12T00:00Z');
    live.rest.answers['GET /v1/passkeys'] = { ok: true, body: [{ ...passkey('one'), usedAt }] };
    await shows();
    const line = screen.getByText(/laatst gebruikt op/).textContent;
    expect(line).toMatch(/ · laatst gebruikt op 12 maart 2026$/);
  });

  test('[R-PASSKEY-3] get another name', async () => {
    await shows();
    await press('Geef een andere naam aan Passkey one');
    const field = within(row('Passkey one')).getByRole('textbox');
    await doing(() => fireEvent.input(field, { target: { value: 'Telefoon' } }));
    await press('Bewaar de naam');
    expect(live.rest.put.mock.calls).toEqual([['/v1/passkeys/one/name', { name: 'Telefoon' }]]);
  });

  test('[R-PASSKEY-3] keep what was typed for a name where it fails, until its person goes back', async () => {
    live.rest.answers['PUT /v1/passkeys/one/name'] = { ok: false, code: 'no-answer' };
    await shows();
    await press('Geef een andere naam aan Passkey one');
    const field = () => within(row('Passkey one')).queryByRole<HTMLInputElement>('textbox');
    expect(document.activeElement).toBe(field());
    await doing(() => fireEvent.input(field()!, { target: { value: 'Telefoon' } }));
    await press('Bewaar de naam');
    expect(field()!.value).toBe('Telefoon');
    await doing(() => fireEvent.click(within(row('Passkey one')).getByRole('button', { name: 'Terug' })));
    expect(field()).toBeNull();
  });

  test('[R-PASSKEY-3] go after a question, and the last one stays', async () => {
    await shows();
    await press('Verwijder Passkey one');
    expect(live.rest.delete).not.toHaveBeenCalled();
    live.rest.answers['DELETE /v1/passkeys/one'] = LAST;
    await press('Ja, verwijder');
    expect(document.body.textContent).toContain('Dit is je laatste passkey. Maak eerst een nieuwe.');
  });

  test('[R-PASSKEY-3] one more is made with a name', async () => {
    await shows();
    await press('Voeg een passkey toe');
    await press('Maak een passkey');
    expect(live.rest.post.mock.calls.at(-1)).toEqual([
      '/v1/passkeys',
      { name: 'Computer', credential: expect.objectContaining({ id: 'AQID' }) },
    ]);
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  test('[R-SESSION-3] where a proof is too long ago it is asked in place, and what was wanted goes on by itself', async () => {
    await shows();
    live.rest.answers['DELETE /v1/passkeys/one'] = STALE;
    await press('Verwijder Passkey one');
    await press('Ja, verwijder');
    expect(screen.getByRole('heading', { name: 'Laat nog eens zien dat jij het bent.' })).toBe(document.activeElement);
    delete live.rest.answers['DELETE /v1/passkeys/one'];
    live.rest.answers['GET /v1/passkeys'] = { ok: true, body: [passkey('two')] };
    await press('Met passkey');
    expect(live.proven).toHaveBeenCalled();
    expect(live.rest.delete).toHaveBeenCalledTimes(2);
    expect(screen.queryByText('Passkey one')).toBeNull();
    expect(screen.queryByText('Laat nog eens zien dat jij het bent.')).toBeNull();
  });

  test('[R-SESSION-3] after a proof in another tab a passkey takes one more press, and keeps its name', async () => {
    live.rest.answers['POST /v1/passkeys/options'] = STALE;
    await shows();
    await press('Voeg een passkey toe');
    await doing(() => fireEvent.input(screen.getByRole('textbox'), { target: { value: 'Laptop' } }));
    await press('Maak een passkey');
    expect(screen.queryByRole('textbox')).toBeNull();
    live.rest.answers['POST /v1/passkeys/options'] = ASKED;
    sayProven();
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('Laptop'));
    expect(person.create).not.toHaveBeenCalled();
    await press('Maak een passkey');
    expect(person.create).toHaveBeenCalledTimes(1);
  });

  test('[R-SESSION-3] whoever stops the proof can try again, and nothing was done', async () => {
    await shows();
    live.rest.answers['DELETE /v1/passkeys/one'] = STALE;
    await press('Verwijder Passkey one');
    await press('Ja, verwijder');
    person.get.mockImplementationOnce(closed);
    await press('Met passkey');
    expect(document.body.textContent).toContain('Je hebt het afgebroken. Probeer het opnieuw.');
    expect(live.rest.delete).toHaveBeenCalledTimes(1);
  });
});

test('[R-CLIENT-14] the page has a place in the history, between the figures and the page of the role', async () => {
  live.me.value = { ...ME, roles: [{ role: 'sender', school: null, title: 'leerplichtambtenaar' }] };
  history.replaceState(null, '');
  await doing(() => render(<App live={live} demonstration={false} signIn={null} />));
  const before = history.length;
  await press('Mijn apparaten');
  await press('Cijfers');
  await press('Mijn apparaten');
  expect(history.length).toBe(before + 1);
  expect(screen.getAllByRole('heading', { level: 1 })[0]!.textContent).toBe('Mijn apparaten');
});
