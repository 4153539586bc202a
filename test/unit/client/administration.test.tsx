/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { AdministratorPage } from '../../../client/administration/page.js';
import { sayProven } from '../../../client/elements/step-up.js';
import { language } from '../../../client/words/words.js';
import type { Change, Changed, ChangeRequest, PersonFound, SchoolListed, SchoolsListed } from '../../../src/contract/index.js';
import { ASKED as OPTIONS, doing, fakeLive, fakePasskeys, MINUTE, NOW } from './fake-live.js';
import { ME } from './school-views.js';

const SEARCH = 'POST /v1/people/search';
const REQUESTS = 'GET /v1/requests';
const SCHOOLS = 'POST /v1/schools/search';
const LINK = 'https://seintje.example/uitnodiging#made-up';
const ASKED: Changed = { done: false, request: 'asked' };

const LINDE = { school: '99AA00', schoolName: 'OBS De Linde' };
const found = (name: string, changed: Partial<PersonFound> = {}): PersonFound => ({
  ...{ id: name.split(' ')[0]!.toLowerCase(), name, email: `${name.replaceAll(' ', '.')}@linde.example`.toLowerCase() },
  ...{ roles: [], passkeys: 1, accounts: 0, sessions: 1, invitation: null },
  ...changed,
});
const PETRA = found('Petra van Dam', { roles: [{ role: 'recipient', title: 'intern begeleider', ...LINDE }] });
const listed = (name: string, code: string): SchoolListed => ({
  ...{ code, name, place: 'Elzenmeer', sector: 'po', state: 'live', contacts: 2, reachable: 1, warnings: 0 },
});
const schools = (...all: SchoolListed[]): SchoolsListed => ({
  ...{ schools: all, total: all.length, states: { live: all.length, testing: 0, 'not-ready': 0 } },
});
const SCHOOL = schools(listed('OBS De Linde', '99AA00'));
const KARIN = found('Karin de Graaf', {
  roles: [{ role: 'sender', title: 'leerplichtambtenaar', school: null, schoolName: null }],
});
const asked = (change: Change, isOwn = false): ChangeRequest => ({
  ...{ id: change.kind, person: { id: 'petra', name: 'Petra van Dam', email: PETRA.email }, change, askedBy: 'Anne Smit' },
  ...{ askedAt: NOW - MINUTE, expiresAt: NOW + 7 * 24 * 60 * MINUTE, isOwn },
  ...{ school: change.kind === 'role' && !change.school ? null : LINDE.schoolName, group: 'Groep 7' },
});

let live: ReturnType<typeof fakeLive>;
/** What REST answers, as `GET /v1/requests`. */
function answers(given: Record<string, unknown>): void {
  for (const [what, body] of Object.entries(given)) live.rest.answers[what] = { ok: true, body };
}

beforeEach(() => {
  language.value = 'nl';
  live = fakeLive();
  history.replaceState(null, '');
  answers({ [SEARCH]: [KARIN, PETRA], [SCHOOLS]: SCHOOL });
});
afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

const opens = () => doing(() => render(<AdministratorPage live={live} />));
const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const button = (name: string) => screen.queryByRole('button', { name });
const type = (label: string, value: string) => doing(() => fireEvent.input(screen.getByLabelText(label), { target: { value } }));
const choose = (label: string, value: string) =>
  doing(() => fireEvent.change(screen.getByLabelText(label), { target: { value } }));
const rows = () => within(document.querySelector<HTMLElement>('.seintje-people-found')!).queryAllByRole('listitem');
const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent);

async function opensPeople(): Promise<void> {
  await opens();
  await press('Mensen');
}

async function opensPerson(name: string): Promise<void> {
  await opensPeople();
  await press(name);
}

describe('the people of the organisation', () => {
  test('[R-ADMIN-1] are there with what they are, and what keeps them out', async () => {
    const NEVER = { passkeys: 0, accounts: 0, sessions: 0 };
    answers({
      [SEARCH]: [
        PETRA,
        found('Never', NEVER),
        found('Expired', { ...NEVER, invitation: { state: 'expired', at: NOW } }),
        found('Open', { ...NEVER, invitation: { state: 'open', at: NOW } }),
        found('Lost', { ...NEVER, invitation: { state: 'used', at: NOW } }),
        found('Fine', { invitation: { state: 'expired', at: NOW } }),
      ],
    });
    await opensPeople();
    expect(rows().map(({ textContent }) => textContent)).toEqual([
      'Petra van Damintern begeleider, OBS De Linde',
      'NeverGeen rolNog nooit ingelogd',
      'ExpiredGeen rolUitnodiging verlopen',
      'OpenGeen rolUitnodiging staat open',
      'LostGeen rolHeeft geen passkey meer',
      'FineGeen rol',
    ]);
    expect(said()).toContain('6 mensen gevonden.');
  });

  test('[R-ADMIN-1] are searched after a pause in typing; the newest answer wins', async () => {
    await opensPeople();
    jest.useFakeTimers();
    const answer: ((people: PersonFound[]) => void)[] = [];
    live.rest.post.mockImplementation(
      (() => new Promise((resolve) => answer.push((body) => resolve({ ok: true, body })))) as never,
    );
    const asks = live.rest.post.mock.calls.length;
    for (const words of ['p', 'pe']) await type('Zoek op naam of e-mailadres', words);
    expect(live.rest.post.mock.calls.length).toBe(asks);
    await doing(() => jest.advanceTimersByTime(250));
    await type('Zoek op naam of e-mailadres', 'petra');
    await doing(() => jest.advanceTimersByTime(250));
    expect(live.rest.post.mock.calls.slice(asks)).toEqual([
      ['/v1/people/search', { query: 'pe' }],
      ['/v1/people/search', { query: 'petra' }],
    ]);
    await doing(() => answer[1]!([PETRA]));
    await doing(() => answer[0]!([KARIN, PETRA]));
    expect(rows()).toHaveLength(1);
  });

  test('[R-ADMIN-1] are asked for again after a failure', async () => {
    live.rest.answers[SEARCH] = { ok: false, code: 'no-answer' };
    await opensPeople();
    expect(screen.getByText('We konden de mensen niet ophalen.')).toBeTruthy();
    answers({ [SEARCH]: [] });
    await press('Probeer opnieuw');
    expect(screen.queryByText('We konden de mensen niet ophalen.')).toBeNull();
    expect(screen.getAllByText('Niemand gevonden. Probeer een andere naam.').length).toBeGreaterThan(0);
  });

  test('[R-CLIENT-3] have a page of their own in the history, whose address and state tell nothing of them', async () => {
    const [address, before] = [location.href, history.length];
    await opensPerson('Petra van Dam');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Petra van Dam');
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
    expect([location.href, history.length]).toEqual([address, before + 2]);
    expect(JSON.stringify(history.state)).not.toMatch(/petra/i);
    await doing(() => history.back());
    await waitFor(() => expect(document.activeElement).toBe(button('Petra van Dam')));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Mensen');
    await doing(() => history.back());
    await waitFor(() => expect(document.activeElement).toBe(button('Mensen')));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Beheer');
  });
});

describe('what waits for a second administrator', () => {
  test.each<[Change, string]>([
    [{ kind: 'invitation' }, 'Anne Smit wil Petra van Dam uitnodigen.'],
    [{ kind: 'address', email: 'p@linde.example' }, 'Anne Smit wil Petra van Dam een ander e-mailadres geven: p@linde.example'],
    [
      { kind: 'role', role: 'recipient', school: '99AA00', title: 'juf' },
      'Anne Smit wil Petra van Dam contactpersoon maken op OBS De Linde.',
    ],
    [{ kind: 'role', role: 'administrator', school: null, title: 'x' }, 'Anne Smit wil Petra van Dam beheerder maken.'],
    [
      { kind: 'substitute', group: 'g', day: '2026-03-16' },
      'Anne Smit wil Petra van Dam op 16 maart 2026 als invaller zetten. Het gaat om Groep 7, OBS De Linde.',
    ],
  ])('[R-TWO-1] is told in one sentence: %j', async (change, sentence) => {
    answers({ [REQUESTS]: [asked(change)] });
    await opens();
    expect(screen.getByText(sentence)).toBeTruthy();
    expect(screen.getByText('Gevraagd om 08:01. Vervalt op vrijdag 20 maart.')).toBeTruthy();
  });

  test('[R-TWO-2] is approved after a question, and its link is shown once, copied, and kept nowhere', async () => {
    const copied: string[] = [];
    Object.assign(navigator, { clipboard: { writeText: async (text: string) => void copied.push(text) } });
    answers({
      [REQUESTS]: [asked({ kind: 'invitation' })],
      'POST /v1/requests/invitation/approval': { done: true, link: LINK },
    });
    await opens();
    await press('Keur goed');
    expect(screen.getByText('Dit gaat dan meteen in. Twijfel je? Bel eerst Anne Smit.')).toBeTruthy();
    expect(live.rest.post).not.toHaveBeenCalledWith('/v1/requests/invitation/approval');
    answers({ [REQUESTS]: [] });
    await press('Ja, keur goed');
    const words = screen.getByText(
      'Geef deze link alleen aan Petra van Dam. De link werkt 24 uur, één keer. We laten die één keer zien.',
    );
    expect(document.activeElement).toBe(words);
    expect(screen.getByLabelText<HTMLInputElement>('Link voor Petra van Dam').value).toBe(LINK);
    await press('Kopieer link');
    expect(copied).toEqual([LINK]);
    expect(screen.getByText('De link is gekopieerd.')).toBeTruthy();
    expect(screen.getByText('Er wacht niets op jou.')).toBeTruthy();
    await doing(() => cleanup());
    expect(document.documentElement.outerHTML).not.toContain(LINK);
  });

  test('[R-TWO-2] says that the link was mailed where it was', async () => {
    answers({
      [REQUESTS]: [asked({ kind: 'invitation' })],
      'POST /v1/requests/invitation/approval': { done: true, link: null },
    });
    await opens();
    await press('Keur goed');
    await press('Ja, keur goed');
    expect(said()).toContain('We hebben Petra van Dam een mail gestuurd.');
  });

  test('[R-TWO-3] is refused after a question; of one that somebody else decided on it says so', async () => {
    answers({ [REQUESTS]: [asked({ kind: 'invitation' }), asked({ kind: 'address', email: 'p@linde.example' })] });
    live.rest.answers['POST /v1/requests/address/refusal'] = { ok: false, code: 'too-late' };
    await opens();
    await doing(() => fireEvent.click(screen.getAllByRole('button', { name: 'Wijs af' })[0]!));
    answers({ [REQUESTS]: [asked({ kind: 'address', email: 'p@linde.example' })] });
    await press('Ja, wijs af');
    expect(said()).toContain('De aanvraag voor Petra van Dam is afgewezen.');
    await press('Wijs af');
    answers({ [REQUESTS]: [] });
    await press('Ja, wijs af');
    expect(said()).toContain('Dit kan niet meer. De tijd is om, of iemand besliste al.');
    expect(button('Keur goed')).toBeNull();
  });

  test('[R-TWO-2] one’s own cannot be approved here, only withdrawn', async () => {
    answers({ [REQUESTS]: [asked({ kind: 'invitation' }, true)] });
    await opens();
    expect(screen.getByText('Je wilt Petra van Dam uitnodigen.')).toBeTruthy();
    expect(screen.getByText('Wacht op een andere beheerder.')).toBeTruthy();
    expect(button('Keur goed')).toBeNull();
    answers({ [REQUESTS]: [] });
    await press('Trek in');
    expect(live.rest.delete.mock.calls).toEqual([['/v1/requests/invitation']]);
    expect(said()).toContain('De aanvraag voor Petra van Dam is ingetrokken.');
  });

  test('[R-TWO-2] appears within a minute of being asked, and a failure to look takes nothing away', async () => {
    await opens();
    answers({ [REQUESTS]: [asked({ kind: 'invitation' })] });
    await doing(() => (live.now.value = NOW + MINUTE));
    expect(button('Keur goed')).toBeTruthy();
    live.rest.answers[REQUESTS] = { ok: false, code: 'no-answer' };
    await doing(() => (live.now.value = NOW + 2 * MINUTE));
    expect(button('Keur goed')).toBeTruthy();
  });
});

describe('what is done for somebody', () => {
  test('[R-TWO-1] says before and after it is asked that another administrator has to agree', async () => {
    answers({ 'POST /v1/people/petra/invitation': ASKED });
    await opensPerson('Petra van Dam');
    expect(screen.getByText('Een andere beheerder moet dit goedkeuren.')).toBeTruthy();
    await press('Stuur een nieuwe uitnodiging');
    expect(said()).toContain('Aangevraagd. Een andere beheerder moet het goedkeuren.');
  });

  test('[R-TWO-1] says nothing of that where one administrator is enough', async () => {
    answers({ [SEARCH]: [{ ...KARIN, passkeys: 0 }], 'POST /v1/people/karin/invitation': { done: true, link: LINK } });
    await opensPerson('Karin de Graaf');
    expect(screen.queryByText('Een andere beheerder moet dit goedkeuren.')).toBeNull();
    await press('Nodig uit');
    expect(screen.getByLabelText<HTMLInputElement>('Link voor Karin de Graaf').value).toBe(LINK);
    await press('Wijzig het e-mailadres');
    expect(button('Opslaan')).toBeTruthy();
  });

  test('[R-INVITE-2] an open invitation is revoked', async () => {
    answers({ [SEARCH]: [{ ...KARIN, invitation: { state: 'open', at: NOW } }] });
    await opensPerson('Karin de Graaf');
    expect(screen.getByText('Gemaakt om 08:02. De link werkt 24 uur.')).toBeTruthy();
    answers({ [SEARCH]: [{ ...KARIN, invitation: { state: 'expired', at: NOW } }] });
    await press('Trek de uitnodiging in');
    expect(live.rest.delete.mock.calls).toEqual([['/v1/people/karin/invitation']]);
    expect(said()).toContain('De uitnodiging van Karin de Graaf werkt niet meer.');
    expect(button('Trek de uitnodiging in')).toBeNull();
  });

  test.each([
    ['Log overal uit', 'Ja, log overal uit', 'sessions', 'Karin de Graaf is overal uitgelogd.'],
    [
      'Verwijder alle passkeys',
      'Ja, verwijder alles',
      'passkeys',
      'De passkeys van Karin de Graaf zijn weg. Stuur een nieuwe uitnodiging.',
    ],
  ])('[R-ADMIN-2] %s: after a question, by one administrator', async (label, yes, what, sentence) => {
    await opensPerson('Karin de Graaf');
    await press(label);
    expect(live.rest.delete).not.toHaveBeenCalled();
    answers({ [SEARCH]: [{ ...KARIN, passkeys: 0, sessions: 0 }] });
    await press(yes);
    expect(live.rest.delete.mock.calls).toEqual([[`/v1/people/karin/${what}`]]);
    expect(said()).toContain(sentence);
    expect(button(label)).toBeNull();
    expect(document.activeElement?.textContent).toBe(sentence);
  });

  test('[R-ADMIN-2] a role is taken away after a question', async () => {
    await opensPerson('Petra van Dam');
    await press('Haal deze rol weg: intern begeleider, OBS De Linde');
    const question = 'Petra van Dam verliest deze rol meteen: intern begeleider, OBS De Linde. Weet je het zeker?';
    expect(document.activeElement?.textContent).toBe(question);
    answers({ [SEARCH]: [{ ...PETRA, roles: [] }] });
    await press('Ja, haal weg');
    expect(live.rest.delete.mock.calls).toEqual([['/v1/people/petra/roles', { role: 'recipient', school: '99AA00' }]]);
    expect(said()).toContain('Petra van Dam heeft deze rol niet meer.');
  });

  test('[R-ADMIN-1] a refusal is told where it happened, and nothing is said to be done', async () => {
    live.rest.answers['POST /v1/people/karin/invitation'] = { ok: false, code: 'not-mailed' };
    await opensPerson('Karin de Graaf');
    await press('Stuur een nieuwe uitnodiging');
    expect(screen.getByText('De mail kon niet weg. Probeer het later opnieuw.')).toBeTruthy();
    expect(said().join()).not.toContain('mail gestuurd');
  });
});

describe('where the last proof is too long ago', () => {
  const STALE = { ok: false, code: 'step-up-required' } as const;
  const QUESTION = 'Laat nog eens zien dat jij het bent.';

  beforeEach(() => {
    fakePasskeys();
    answers({ 'GET /v1/installation': { demonstration: false, issuers: [], pushKey: null } });
    live.rest.answers['POST /v1/passkeys/sign-in/options'] = OPTIONS;
    live.me.value = { ...ME, provenUntil: NOW };
    live.proven.mockImplementation(async () => void (live.me.value = { ...ME, provenUntil: NOW + 240 * MINUTE }));
  });

  const posted = (path: string) => live.rest.post.mock.calls.filter(([asked]) => asked === path);

  test('[R-SESSION-3] an invitation goes on by itself once it was shown', async () => {
    live.rest.answers['POST /v1/people/karin/invitation'] = STALE;
    await opensPerson('Karin de Graaf');
    await press('Stuur een nieuwe uitnodiging');
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: QUESTION }));
    answers({ 'POST /v1/people/karin/invitation': { done: true, link: LINK } });
    await press('Met passkey');
    expect(posted('/v1/people/karin/invitation')).toHaveLength(2);
    expect(screen.getByLabelText<HTMLInputElement>('Link voor Karin de Graaf').value).toBe(LINK);
    expect(screen.queryByText(QUESTION)).toBeNull();
  });

  test('[R-SESSION-3] a form keeps what was typed, and asks what it asked', async () => {
    live.rest.answers['PUT /v1/people/petra/address'] = STALE;
    await opensPerson('Petra van Dam');
    await press('Wijzig het e-mailadres');
    await type('Nieuw e-mailadres', 'petra@linde.example');
    await press('Vraag het aan');
    expect(button('Vraag het aan')).toBeNull();
    answers({ 'PUT /v1/people/petra/address': ASKED });
    await press('Met passkey');
    expect(live.rest.put.mock.calls).toEqual([
      ['/v1/people/petra/address', { email: 'petra@linde.example' }],
      ['/v1/people/petra/address', { email: 'petra@linde.example' }],
    ]);
    expect(said()).toContain('Aangevraagd. Een andere beheerder moet het goedkeuren.');
  });

  test('[R-SESSION-3] whoever would rather not approves nothing, also when it is shown after', async () => {
    answers({ [REQUESTS]: [asked({ kind: 'invitation' })] });
    live.rest.answers['POST /v1/requests/invitation/approval'] = STALE;
    await opens();
    await press('Keur goed');
    await press('Ja, keur goed');
    expect(screen.getByText(QUESTION)).toBeTruthy();
    await press('Toch niet');
    expect(screen.queryByText(QUESTION)).toBeNull();
    sayProven();
    await doing(() => {});
    expect(posted('/v1/requests/invitation/approval')).toHaveLength(1);
    expect(button('Keur goed')).toBeTruthy();
  });
});

test('[R-ADMIN-1] an answer about somebody who was left does not take the place of who is shown', async () => {
  await opensPeople();
  const answer: (() => void)[] = [];
  const later = (people: PersonFound[]) => new Promise((resolve) => answer.push(() => resolve({ ok: true, body: people })));
  live.rest.post.mockImplementationOnce((() => later([PETRA])) as never);
  await press('Petra van Dam');
  await doing(() => history.back());
  await waitFor(() => expect(button('Karin de Graaf')).toBeTruthy());
  await press('Karin de Graaf');
  await doing(() => answer.forEach((arrives) => arrives()));
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Karin de Graaf');
});

describe('a form', () => {
  test('[R-CLIENT-6] for another address says what is wrong with it, and asks for a sound one', async () => {
    answers({ 'PUT /v1/people/petra/address': ASKED });
    await opensPerson('Petra van Dam');
    await press('Wijzig het e-mailadres');
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Wijzig het e-mailadres' }));
    for (const [typed, fault] of [
      ['', 'Vul een e-mailadres in.'],
      ['petra@linde', 'Dit e-mailadres klopt niet. Bijvoorbeeld: naam@school.nl.'],
    ] as const) {
      await type('Nieuw e-mailadres', typed);
      await press('Vraag het aan');
      expect(screen.getByRole('link', { name: fault })).toBeTruthy();
    }
    expect(live.rest.put).not.toHaveBeenCalled();
    await type('Nieuw e-mailadres', 'Petra@Linde.example ');
    await press('Vraag het aan');
    expect(live.rest.put.mock.calls).toEqual([['/v1/people/petra/address', { email: 'Petra@Linde.example' }]]);
    expect(said()).toContain('Aangevraagd. Een andere beheerder moet het goedkeuren.');
    expect(button('Vraag het aan')).toBeNull();
  });

  test('[R-TWO-1] for a role says so as soon as it is one that receives signals', async () => {
    answers({ 'POST /v1/people/karin/roles': ASKED });
    await opensPerson('Karin de Graaf');
    await press('Geef een rol');
    await press('Opslaan');
    expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual([
      'Kies een rol.',
      'Vul in hoe de functie heet.',
    ]);
    await doing(() => fireEvent.click(screen.getByLabelText(/^Contactpersoon/)));
    expect(said()).toContain('Een andere beheerder moet dit goedkeuren.');
    await type('Hoe heet de functie?', 'directeur');
    await press('Vraag het aan');
    expect(screen.getByRole('link', { name: 'Kies een school.' }).getAttribute('href')).toBe('#school-choice');
    await doing(() => fireEvent.click(screen.getByLabelText(/^OBS De Linde/)));
    await press('Vraag het aan');
    expect(live.rest.post.mock.calls).toContainEqual([
      '/v1/people/karin/roles',
      { role: 'recipient', school: '99AA00', title: 'directeur' },
    ]);
  });

  test('[R-TWO-1] for a substitute offers the school’s groups and the weekdays of two weeks', async () => {
    answers({ 'GET /v1/groups?school=99AA00': [{ id: 'six', name: 'Groep 6 b' }], 'POST /v1/substitutes': ASKED });
    await opensPerson('Karin de Graaf');
    await press('Zet als invaller');
    const days = [...screen.getByLabelText<HTMLSelectElement>('Welke dag?').options].map(({ value, text }) => [value, text]);
    expect(days[0]).toEqual(['2026-03-13', 'vandaag']);
    expect(days[1]).toEqual(['2026-03-16', 'maandag 16 maart']);
    expect(days.at(-1)).toEqual(['2026-03-27', 'vrijdag 27 maart']);
    await press('Vraag het aan');
    expect(screen.getByRole('link', { name: 'Kies een school.' })).toBeTruthy();
    await doing(() => fireEvent.click(screen.getByLabelText(/^OBS De Linde/)));
    await choose('Welke groep?', 'six');
    await choose('Welke dag?', '2026-03-16');
    await press('Vraag het aan');
    expect(live.rest.post.mock.calls).toContainEqual(['/v1/substitutes', { group: 'six', person: 'karin', day: '2026-03-16' }]);
    expect(said()).toContain('Aangevraagd. Een andere beheerder moet het goedkeuren.');
  });

  test('[R-CLIENT-8] finds any school of the organisation while typing, and keeps in sight which one was chosen', async () => {
    const many = Array.from({ length: 9 }, (_, at) => listed(`School ${at}`, `99AB0${at}`));
    answers({ [SCHOOLS]: schools(...many) });
    await opensPerson('Karin de Graaf');
    await press('Zet als invaller');
    // Of many, none is shown before something is typed.
    expect(screen.queryAllByRole('radio')).toEqual([]);
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask'] });
    answers({ [SCHOOLS]: SCHOOL });
    await type('Zoek op naam, plaats of BRIN', ' linde');
    await doing(() => jest.advanceTimersByTime(250));
    expect(live.rest.post.mock.calls.at(-1)).toEqual(['/v1/schools/search', { query: 'linde', state: null }]);
    expect(said()).toContain('1 school gevonden.');
    const field = screen.getByLabelText('Zoek op naam, plaats of BRIN');
    // Whoever searches has not decided yet.
    expect(fireEvent.keyDown(field, { key: 'Enter' })).toBe(false);
    await doing(() => fireEvent.keyDown(field, { key: 'ArrowDown' }));
    const linde = screen.getByLabelText<HTMLInputElement>(/^OBS De Linde/);
    expect(document.activeElement).toBe(linde);
    await doing(() => fireEvent.click(linde));
    answers({ [SCHOOLS]: schools() });
    await type('Zoek op naam, plaats of BRIN', 'kompas');
    await doing(() => jest.advanceTimersByTime(250));
    expect(screen.getByLabelText<HTMLInputElement>(/^OBS De Linde/).checked).toBe(true);
    live.rest.answers[SCHOOLS] = { ok: false, code: 'no-answer' };
    await type('Zoek op naam, plaats of BRIN', 'kom');
    await doing(() => jest.advanceTimersByTime(250));
    expect(screen.getByText('We konden de scholen niet ophalen.')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>(/^OBS De Linde/).checked).toBe(true);
  });

  test('[R-CLIENT-8] only one is open; whoever closes it asked for nothing', async () => {
    await opensPerson('Petra van Dam');
    await press('Wijzig het e-mailadres');
    await press('Zet als invaller');
    expect(screen.queryByLabelText('Nieuw e-mailadres')).toBeNull();
    await press('Toch niet');
    expect(button('Zet als invaller')).toBeTruthy();
    expect(live.rest.put).not.toHaveBeenCalled();
  });
});

test('[R-ADMIN-1] the page says that signals are for others', async () => {
  await opens();
  expect(screen.getByText('Signalen zijn er alleen voor scholen en wie ze stuurt.')).toBeTruthy();
});
