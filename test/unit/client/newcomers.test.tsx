/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { AdministratorPage } from '../../../client/administration/page.js';
import { language } from '../../../client/words/words.js';
import type { Batch, BatchPreview, NotReady, PersonFound } from '../../../src/contract/index.js';
import { doing, fakeLive, MINUTE, NOW } from './fake-live.js';
import { ME } from './school-views.js';

const NOT_READY = 'POST /v1/people/not-ready';
const waiting = (id: string, schoolName: string | null, changed: Partial<NotReady> = {}): NotReady => ({
  ...{ id, name: id, roles: [{ title: 'leerkracht', schoolName }], why: 'never-signed-in', invitation: null },
  ...changed,
});
const PEOPLE = [
  waiting('Ada', 'De Linde', { invitation: { state: 'expired', at: NOW } }),
  waiting('Bo', 'De Linde', { why: 'no-device', invitation: { state: 'used', at: NOW } }),
  waiting('Cas', 'Het Kompas', { invitation: { state: 'open', at: NOW } }),
  waiting('Dirk', null),
];
const PREVIEW: BatchPreview = {
  counts: { added: 1, changed: 0, removed: 0, unchanged: 0 },
  changes: [{ what: 'person', change: 'added', label: 'Bo', details: [] }],
  ...{ municipalities: [], elsewhere: 0, takesTwo: true, fingerprint: 'seen' },
};
const BATCH: Batch = {
  ...{ id: 'batch', kind: 'invitations', state: 'ready', isOwn: true, begunBy: 'Anne Smit', begunAt: NOW, expiresAt: null },
  ...{ progress: null, faults: [], faultCount: 0, preview: PREVIEW, chosen: null, links: null, took: null },
};

let live: ReturnType<typeof fakeLive>;
function answers(given: Record<string, unknown>): void {
  for (const [what, body] of Object.entries(given)) live.rest.answers[what] = { ok: true, body };
}

beforeEach(() => {
  language.value = 'nl';
  live = fakeLive();
  live.me.value = { ...ME, provenUntil: NOW + 240 * MINUTE };
  history.replaceState(null, '');
  answers({ [NOT_READY]: { people: PEOPLE, total: 4 } });
});
afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const button = (name: string) => screen.queryByRole('button', { name });
const type = (label: string, value: string) => doing(() => fireEvent.input(screen.getByLabelText(label), { target: { value } }));
const tick = (label: RegExp) => doing(() => fireEvent.click(screen.getByLabelText(label)));
const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent);
const posted = (path: string) => live.rest.post.mock.calls.flatMap(([each, body]) => (each === path ? [body] : []));
async function opens(place: string): Promise<void> {
  await doing(() => render(<AdministratorPage live={live} />));
  await press(place);
}

describe('who is not ready yet', () => {
  test('[R-MANY-5] stands by school, with why and what became of the invitation', async () => {
    await opens('Nog niet klaar');
    const schools = screen.getAllByRole('group').map((group) => [
      within(group).getByRole('heading').textContent,
      ...within(group)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ]);
    expect(schools).toEqual([
      [
        'De Linde',
        'Kies alle 2',
        'AdaleerkrachtNog nooit ingelogdUitnodiging verlopen om 08:02',
        'BoleerkrachtGeen apparaatUitnodiging gebruikt om 08:02',
      ],
      ['Het Kompas', 'CasleerkrachtNog nooit ingelogdUitnodiging verstuurd om 08:02'],
      ['Zonder school', 'DirkleerkrachtNog nooit ingelogdNog geen uitnodiging'],
    ]);
    expect(said()).toContain('4 mensen zijn nog niet klaar.');
  });

  test('[R-MANY-5] is chosen one by one or a school at once, and invited together', async () => {
    answers({ 'POST /v1/batches/invitations': { id: 'batch' }, 'GET /v1/batches/batch': BATCH });
    await opens('Nog niet klaar');
    await tick(/^Kies alle 2/);
    await tick(/^Cas/);
    await tick(/^Ada/);
    expect(screen.getByLabelText<HTMLInputElement>(/^Kies alle 2/).checked).toBe(false);
    await press('Nodig 2 mensen uit');
    expect(posted('/v1/batches/invitations')).toEqual([{ people: ['Bo', 'Cas'] }]);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Mensen uitnodigen');
    expect(screen.getByText('1 persoon krijgt een uitnodiging. De link werkt 24 uur.')).toBeTruthy();
    expect(screen.getByText('Een andere beheerder moet dit goedkeuren.')).toBeTruthy();
    answers({ 'GET /v1/batches': [BATCH] });
    await doing(() => history.back());
    // What was begun is found again.
    await waitFor(() => expect(button('Je wilt 1 persoon uitnodigen.')).toBeTruthy());
  });

  test('[R-MANY-5] is everybody who never signed in where nobody was chosen, and not of those searched for', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask'] });
    await opens('Nog niet klaar');
    await type('Zoek op naam, e-mailadres of school', 'linde');
    await doing(() => jest.advanceTimersByTime(250));
    expect(posted('/v1/people/not-ready')).toEqual([{ query: '' }, { query: 'linde' }]);
    expect(button('Nodig iedereen uit die nooit inlogde')).toBeNull();
    await type('Zoek op naam, e-mailadres of school', '');
    live.rest.answers['POST /v1/batches/invitations'] = { ok: false, code: 'busy' };
    // The loudest is what was chosen, and everybody is not.
    expect(button('Nodig iedereen uit die nooit inlogde')?.className).not.toContain('primary');
    expect(document.querySelector('.seintje-near')).toBeNull();
    await press('Nodig iedereen uit die nooit inlogde');
    expect(posted('/v1/batches/invitations')).toEqual([{ people: null }]);
    expect(screen.getByText('Er wordt al een andere lijst verwerkt. Wacht tot die klaar is.')).toBeTruthy();
  });

  test('[R-MANY-5] is nobody: then it says so', async () => {
    answers({ [NOT_READY]: { people: [], total: 0 } });
    await opens('Nog niet klaar');
    expect(screen.getAllByText('Iedereen is klaar.').length).toBeGreaterThan(0);
    expect(button('Nodig iedereen uit die nooit inlogde')).toBeNull();
  });
});

describe('somebody who is added by hand', () => {
  const NEW: PersonFound = {
    ...{ id: 'new', name: 'Ada Bedacht', email: 'ada@linde.example', roles: [] },
    ...{ passkeys: 0, accounts: 0, sessions: 0, invitation: null },
  };
  const ROLE = '/v1/people/new/roles';

  async function fills(): Promise<void> {
    await opens('Mensen');
    await press('Voeg iemand toe');
    await type('Wat is de naam?', ' Ada Bedacht ');
    await type('Wat is het e-mailadres?', 'ada@linde.example');
    await tick(/^Zender/);
    await type('Hoe heet de functie?', 'leerplichtambtenaar');
  }

  test('[R-CLIENT-6] is asked for a name, an address and a role', async () => {
    await opens('Mensen');
    await press('Voeg iemand toe');
    await press('Opslaan');
    expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual([
      'Vul een naam in.',
      'Vul een e-mailadres in.',
      'Kies een rol.',
      'Vul in hoe de functie heet.',
    ]);
    await type('Wat is de naam?', 'Groep 7');
    expect(screen.getByRole('link', { name: 'Een naam heeft alleen letters, spaties en streepjes.' })).toBeTruthy();
    expect(live.rest.post.mock.calls.filter(([path]) => path === '/v1/people')).toEqual([]);
  });

  test('[R-MANY-5] gets the role that was meant, or waits for it', async () => {
    answers({ 'POST /v1/people': NEW, [`POST ${ROLE}`]: { done: true, link: null } });
    await fills();
    await press('Opslaan');
    expect(posted('/v1/people')).toEqual([{ name: 'Ada Bedacht', email: 'ada@linde.example' }]);
    expect(posted(ROLE)).toEqual([{ role: 'sender', school: null, title: 'leerplichtambtenaar' }]);
    expect(document.activeElement?.textContent).toBe('Ada Bedacht staat in de lijst en heeft de rol.');
    cleanup();
    answers({ [`POST ${ROLE}`]: { done: false, request: 'asked' } });
    history.replaceState(null, '');
    await fills();
    await tick(/^Beheerder/);
    expect(screen.getByText('Een andere beheerder moet dit goedkeuren.')).toBeTruthy();
    await press('Vraag het aan');
    expect(said()).toContain('Ada Bedacht staat in de lijst. De rol wacht op een andere beheerder.');
  });

  test('[R-MANY-5] without the role is said to be just that, and is not added twice', async () => {
    answers({ 'POST /v1/people': NEW });
    live.rest.answers[`POST ${ROLE}`] = { ok: false, code: 'no-answer' };
    await fills();
    await press('Opslaan');
    expect(said()).toContain('Ada Bedacht staat in de lijst, maar heeft nog geen rol.');
    expect(screen.queryByLabelText('Wat is de naam?')).toBeNull();
    answers({ [`POST ${ROLE}`]: { done: true, link: null } });
    await press('Opslaan');
    expect(posted('/v1/people')).toHaveLength(1);
    expect(said()).toContain('Ada Bedacht staat in de lijst en heeft de rol.');
  });

  test('[R-MANY-5] under somebody’s address is not added', async () => {
    live.rest.answers['POST /v1/people'] = { ok: false, code: 'address-in-use' };
    await fills();
    await press('Opslaan');
    expect(screen.getByText('Iemand anders heeft dit e-mailadres al. Kies een ander adres.')).toBeTruthy();
    expect(posted(ROLE)).toEqual([]);
    expect(screen.getByLabelText('Wat is de naam?')).toBeTruthy();
  });
});
