/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { sayProven } from '../../../client/elements/step-up.js';
import { SenderPage } from '../../../client/sender/page.js';
import { ProvenPage } from '../../../client/sign-in/proven.js';
import { language } from '../../../client/words/words.js';
import type { Me, SenderView } from '../../../src/contract/index.js';
import { ASKED, COMMON, doing, fakeLive, fakePasskeys, madeUpPupil, MINUTE, NOW, SCHOOL } from './fake-live.js';
import { ME } from './school-views.js';

const SENDER: Me = { ...ME, roles: [{ role: 'sender', school: null, title: 'leerplichtambtenaar' }], provenUntil: NOW };
const QUESTION = 'Laat nog eens zien dat jij het bent.';

const HELD: SenderView = {
  ...{ ...COMMON, as: 'sender', id: 'held', school: SCHOOL, progress: 'waiting' },
  ...{ arrivedAt: null, openedAt: null, knownAt: null, knownBy: null, returnedAt: null, calledAt: null },
};
const pupil = madeUpPupil();
let live: ReturnType<typeof fakeLive>;

beforeEach(() => {
  language.value = 'nl';
  history.replaceState(null, '');
  fakePasskeys();
  live = fakeLive(pupil);
  live.me.value = SENDER;
  live.rest.answers['GET /v1/installation'] = { ok: true, body: { demonstration: false, issuers: [{ key: 'g', name: 'G' }] } };
  live.rest.answers['POST /v1/passkeys/sign-in/options'] = ASKED;
  live.proven.mockImplementation(async () => void (live.me.value = { ...SENDER, provenUntil: NOW + 240 * MINUTE }));
});
afterEach(cleanup);

const shows = () => doing(() => render(<SenderPage live={live} />));
const press = (name: string | RegExp) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const type = (label: string, value: string) => doing(() => fireEvent.input(screen.getByLabelText(label), { target: { value } }));
const text = () => document.body.textContent;

async function fill(): Promise<void> {
  const [year = '', month = '', day = ''] = pupil.dateOfBirth.split('-');
  await type('Zoek op naam, plaats of BRIN.', 'linde');
  await waitFor(() => screen.getByRole('radio'));
  await doing(() => fireEvent.click(screen.getByRole('radio')));
  await type('Hoe heet de leerling?', pupil.name);
  await type('Dag', day);
  await type('Maand', month);
  await type('Jaar', year);
  await press('Ga verder');
}

describe('before anything is typed', () => {
  test.each([
    ['long ago', NOW],
    ['never', null],
    ['good for nine minutes yet', NOW + 9 * MINUTE],
  ])('[R-CLIENT-13] a proof that is %s is asked for first', async (_, provenUntil) => {
    live.me.value = { ...SENDER, provenUntil };
    await shows();
    await press('Nieuw signaal');
    expect(text()).toContain(QUESTION);
    expect(screen.queryByRole('textbox')).toBeNull();
    await press('Met passkey');
    expect(live.rest.post.mock.calls.at(-1)![0]).toBe('/v1/passkeys/sign-in');
    expect(text()).not.toContain(QUESTION);
    expect(screen.getByLabelText('Hoe heet de leerling?')).toBeTruthy();
  });

  test('[R-CLIENT-13] a fresh one is not asked for, and a drill never asks', async () => {
    await shows();
    await press('Oefen met een school');
    expect(text()).not.toContain(QUESTION);
    cleanup();
    history.replaceState(null, '');
    live.me.value = { ...SENDER, provenUntil: NOW + 11 * MINUTE };
    await shows();
    await press('Nieuw signaal');
    expect(text()).not.toContain(QUESTION);
  });

  test('[R-CLIENT-13] a proof that the server does not take as one leads no further', async () => {
    live.proven.mockImplementation(async () => {});
    await shows();
    await press('Nieuw signaal');
    await press('Met passkey');
    expect(text()).toContain('Laat eerst nog eens zien dat jij het bent.');
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  test('[R-CLIENT-13] in the demonstration it takes a click', async () => {
    live.rest.answers['GET /v1/installation'] = { ok: true, body: { demonstration: true, issuers: [], pushKey: null } };
    await shows();
    await press('Nieuw signaal');
    await press('Ja, ik ben het');
    expect(live.rest.post.mock.calls).toEqual([['/v1/demonstration/sessions', { person: ME.person }]]);
    expect(screen.getByLabelText('Hoe heet de leerling?')).toBeTruthy();
  });

  test('[R-CLIENT-13] at the organisation it is done in a tab of its own, and this one goes on by itself', async () => {
    await shows();
    await press('Nieuw signaal');
    const link = screen.getByRole('link', { name: /Met G/ });
    expect(link.getAttribute('href')).toBe('/v1/openid/g/start?again=1');
    expect(link.getAttribute('target')).toBe('_blank');
    expect(link.getAttribute('rel')).toBe('noopener');
    sayProven();
    await waitFor(() => expect(screen.getByLabelText('Hoe heet de leerling?')).toBeTruthy());
  });
});

test('[R-CLIENT-13] a proof with a passkey lets the other tabs go on', async () => {
  const heard: unknown[] = [];
  const channel = new BroadcastChannel('seintje');
  channel.onmessage = ({ data }) => heard.push(data);
  await shows();
  await press('Nieuw signaal');
  await press('Met passkey');
  await waitFor(() => expect(heard).toEqual(['proven']));
  expect(live.proven).toHaveBeenCalledTimes(1);
  channel.close();
});

test('[R-CLIENT-13] a proof that comes by another way leads on, and is not asked for again in the middle of the form', async () => {
  await shows();
  await press('Nieuw signaal');
  await doing(() => void (live.me.value = { ...SENDER, provenUntil: NOW + 60 * MINUTE }));
  expect(screen.getByLabelText('Hoe heet de leerling?')).toBeTruthy();
  await doing(() => void (live.now.value = NOW + 55 * MINUTE));
  expect(text()).not.toContain(QUESTION);
});

test('[R-CLIENT-10] a browser without passkeys says so where there is no other way', async () => {
  Object.assign(window, { PublicKeyCredential: undefined });
  live.rest.answers['GET /v1/installation'] = { ok: true, body: { demonstration: false, issuers: [], pushKey: null } };
  await shows();
  await press('Nieuw signaal');
  expect(text()).toContain('Deze browser kent geen passkeys. Gebruik een andere browser.');
});

describe('when the server asks for it', () => {
  const refused = { ok: false, code: 'step-up-required', id: 'held' } as const;

  test('[R-CLIENT-13] it is asked in place, nothing typed is lost, and it goes out by itself', async () => {
    live.me.value = { ...SENDER, provenUntil: NOW + 60 * MINUTE };
    live.send.mockResolvedValueOnce(refused);
    await shows();
    await press('Nieuw signaal');
    await fill();
    await press('Stuur naar OBS De Linde');
    expect(text()).toContain(QUESTION);
    expect(text()).toContain(pupil.name);
    live.views.value = [];
    live.send.mockImplementation(async () => {
      live.views.value = [HELD];
      return { ok: true, id: 'held' };
    });
    await press('Met passkey');
    expect(live.send).toHaveBeenCalledTimes(2);
    expect(live.send.mock.calls[1]).toEqual(live.send.mock.calls[0]);
    expect(text()).toContain('Het signaal is verstuurd naar');
    expect(text()).not.toContain(pupil.name);
  });

  test('[R-CLIENT-13] whoever leaves meanwhile sends nothing', async () => {
    live.me.value = { ...SENDER, provenUntil: NOW + 60 * MINUTE };
    live.send.mockResolvedValueOnce(refused);
    await shows();
    await press('Nieuw signaal');
    await fill();
    await press('Stuur naar OBS De Linde');
    history.back();
    await waitFor(() => expect(live.withdraw.mock.calls).toEqual([['held']]));
    expect(text()).toContain('is niet verstuurd.');
  });

  test('[R-CLIENT-13] what waits after the server began anew says so, wherever the sender is', async () => {
    await shows();
    await doing(() => void (live.awaitsProof.value = true));
    expect(text()).toContain('Er staat nog een signaal klaar. Het is niet verstuurd.');
    await press('Met passkey');
    expect(live.proven).toHaveBeenCalledTimes(1);
    await doing(() => void (live.awaitsProof.value = false));
    expect(text()).not.toContain(QUESTION);
  });

  test('[R-CLIENT-13] it comes by itself, and takes the focus from nobody who types', async () => {
    live.me.value = { ...SENDER, provenUntil: NOW + 60 * MINUTE };
    await shows();
    await press('Nieuw signaal');
    const field = screen.getByLabelText('Hoe heet de leerling?');
    field.focus();
    await doing(() => void (live.awaitsProof.value = true));
    expect(text()).toContain(QUESTION);
    expect(document.activeElement).toBe(field);
  });

  test('[R-CLIENT-13] it is asked once, however many things wait for it', async () => {
    await shows();
    await press('Nieuw signaal');
    await doing(() => void (live.awaitsProof.value = true));
    expect(screen.getAllByRole('heading', { name: QUESTION })).toHaveLength(1);
  });
});

test('[R-CLIENT-13] the page where a proof ends tells the other tabs nothing but that', async () => {
  const heard: unknown[] = [];
  const channel = new BroadcastChannel('seintje');
  channel.onmessage = ({ data }) => heard.push(data);
  render(<ProvenPage />);
  await waitFor(() => expect(heard).toEqual(['proven']));
  expect(text()).toContain('Gelukt.Ga terug naar je andere tabblad.');
  channel.close();
});
