/** @jest-environment jsdom */
import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { desertedOf } from '../../../client/administration/deserted.js';
import { OwnSchoolsPage } from '../../../client/administration/own-schools.js';
import { AdministratorPage } from '../../../client/administration/page.js';
import { App } from '../../../client/app/app.js';
import { fetchEverything } from '../../../client/app/pages.js';
import { language } from '../../../client/words/words.js';
import type { SchoolDetails, SchoolsListed, SchoolState, Weekday } from '../../../src/contract/index.js';
import { doing, fakeLive } from './fake-live.js';
import { ME } from './school-views.js';

const SEARCH = 'POST /v1/schools/search';
const PATH = '/v1/schools/99AA00';
const DAY = { bell: '08:30', end: '15:30' };
const TODAY = '2026-03-13';

const listed = (name: string, code: string, changed = {}) => ({
  ...{
    code,
    name,
    place: 'Elzenmeer',
    sector: 'po' as const,
    state: 'live' as SchoolState,
    contacts: 2,
    reachable: 1,
    warnings: 0,
  },
  ...changed,
});
const LINDE = listed('OBS De Linde', '99AA00');
const found = (...schools: (typeof LINDE)[]): SchoolsListed => ({
  ...{ schools, total: schools.length },
  states: { live: 3, testing: 2, 'not-ready': 4 },
});
const SCHOOL: SchoolDetails = {
  ...{ code: '99AA00', name: 'OBS De Linde', place: 'Elzenmeer', sector: 'po', phone: '013 - 123 45 67', state: 'live' },
  ...{
    hours: { 1: DAY, 2: DAY, 3: DAY, 4: DAY, 5: DAY },
    holidays: [],
    substitutes: [],
    absences: [],
    warnings: [],
    today: TODAY,
  },
  contacts: [{ person: 'petra', name: 'Petra van Dam', title: 'intern begeleider' }],
  teachers: [
    { person: 'tom', name: 'Tom Vos', title: 'leerkracht' },
    { person: 'els', name: 'Els de Wit', title: 'leerkracht' },
  ],
  groups: [{ id: 'six', name: 'Groep 6', teachers: [{ person: 'tom', weekdays: [1, 2, 3] }] }],
};

let live: ReturnType<typeof fakeLive>;
/** What REST answers, as `GET /v1/requests`. */
function answers(given: Record<string, unknown>): void {
  for (const [what, body] of Object.entries(given)) live.rest.answers[what] = { ok: true, body };
}
const is = (changed: Partial<SchoolDetails>) => answers({ [`GET ${PATH}`]: { ...SCHOOL, ...changed } });

beforeAll(() => fetchEverything());
beforeEach(() => {
  language.value = 'nl';
  live = fakeLive();
  history.replaceState(null, '');
  answers({ [SEARCH]: found(LINDE, listed('CBS Het Kompas', '99AB00', { state: 'testing', warnings: 2 })) });
  is({});
});
afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const button = (name: string) => screen.queryByRole('button', { name });
const type = (label: string, value: string) => doing(() => fireEvent.input(screen.getByLabelText(label), { target: { value } }));
const choose = (label: string, value: string) =>
  doing(() => fireEvent.change(screen.getByLabelText(label), { target: { value } }));
const heading = () => screen.getByRole('heading', { level: 1 });
const rows = () => [...document.querySelectorAll('.seintje-person')].map(({ textContent }) => textContent);
const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent);
const links = () => screen.getAllByRole('link').map(({ textContent }) => textContent);

async function opensSchools(): Promise<void> {
  await doing(() => render(<AdministratorPage live={live} />));
  await press('Scholen');
}
async function opensSchool(changed: Partial<SchoolDetails> = {}): Promise<void> {
  is(changed);
  await opensSchools();
  await press('OBS De Linde');
}

describe('the schools', () => {
  test('[R-SCHOOL-7] stand on the start in one line, and in a list with what is to be arranged', async () => {
    await doing(() => render(<AdministratorPage live={live} />));
    expect(screen.getByText('3 live · 2 oefenen · 4 nog niet klaar')).toBeTruthy();
    await press('Scholen');
    expect(document.activeElement).toBe(heading());
    expect(rows()).toEqual([
      'OBS De LindeElzenmeer · live · 1 mens bereikbaar',
      'CBS Het KompasElzenmeer · oefenen · 1 mens bereikbaar2 dingen om te regelen',
    ]);
    expect(said()).toContain('2 scholen gevonden.');
  });

  test('[R-SCHOOL-7] are searched after a pause in typing and by state; the newest answer wins', async () => {
    await opensSchools();
    jest.useFakeTimers();
    const answer: ((body: SchoolsListed) => void)[] = [];
    live.rest.post.mockImplementation(
      (() => new Promise((resolve) => answer.push((body) => resolve({ ok: true, body })))) as never,
    );
    const before = live.rest.post.mock.calls.length;
    for (const words of ['l', 'lin']) await type('Zoek op naam, plaats of BRIN', words);
    await doing(() => jest.advanceTimersByTime(250));
    await press('Oefenen (2)');
    expect(live.rest.post.mock.calls.slice(before)).toEqual([
      ['/v1/schools/search', { query: 'lin', state: null }],
      ['/v1/schools/search', { query: 'lin', state: 'testing' }],
    ]);
    await doing(() => answer[1]!(found()));
    await doing(() => answer[0]!(found(LINDE)));
    expect(rows()).toEqual([]);
    expect(button('Oefenen (2)')?.getAttribute('aria-pressed')).toBe('true');
  });

  test('[R-SCHOOL-7] are asked for again after a failure, and after a school was left', async () => {
    live.rest.answers[SEARCH] = { ok: false, code: 'no-answer' };
    await opensSchools();
    expect(screen.getAllByText('We konden de scholen niet ophalen.').length).toBe(1);
    answers({ [SEARCH]: found(LINDE) });
    await press('Probeer opnieuw');
    await press('OBS De Linde');
    expect(JSON.stringify(history.state)).not.toMatch(/linde|99AA00/i);
    answers({ [SEARCH]: found(listed('OBS De Eik', '99AA00')) });
    await doing(() => history.back());
    await waitFor(() => expect(document.activeElement).toBe(button('OBS De Eik')));
    expect(heading().textContent).toBe('Scholen');
  });

  test('[R-CLIENT-6] begin with one that is typed', async () => {
    answers({ [SEARCH]: { ...found(), states: { live: 0, testing: 0, 'not-ready': 0 } } });
    await opensSchools();
    expect(screen.getByText('Nog geen scholen. Voeg de eerste school toe.')).toBeTruthy();
    await press('Lees een lijst met scholen in');
    expect(heading().textContent).toBe('Inlezen');
    await doing(() => history.back());
    await waitFor(() => expect(heading().textContent).toBe('Scholen'));
    await press('Voeg een school toe');
    expect(heading().textContent).toBe('Voeg een school toe');
    await press('Opslaan');
    expect(links()).toEqual([
      'Een BRIN heeft hier zes letters en cijfers.',
      'Vul de naam van de school in.',
      'Vul de plaats in.',
      'Kies wat voor school het is.',
    ]);
    await type('Wat is de BRIN van de school?', ' 99aa00');
    await type('Naam van de school', 'OBS De Linde');
    await type('Plaats', 'Elzenmeer');
    await type('Telefoon', 'bel maar');
    await doing(() => fireEvent.click(screen.getByLabelText('basisonderwijs')));
    await press('Opslaan');
    expect(links()).toEqual(['Dit telefoonnummer klopt niet. Bijvoorbeeld: 013 - 123 45 67.']);
    await type('Telefoon', '');
    live.rest.answers['POST /v1/schools'] = { ok: false, code: 'code-in-use' };
    await press('Opslaan');
    expect(heading().textContent).toBe('Voeg een school toe');
    answers({ 'POST /v1/schools': SCHOOL });
    await press('Opslaan');
    const typed = { code: '99AA00', name: 'OBS De Linde', place: 'Elzenmeer', sector: 'po', phone: '' };
    expect(live.rest.post.mock.calls).toContainEqual(['/v1/schools', typed]);
    expect(heading().textContent).toBe('OBS De Linde');
    // The form is not come back to: it would add another one.
    await doing(() => history.back());
    await waitFor(() => expect(heading().textContent).toBe('Scholen'));
  });
});

describe('a school', () => {
  test('[R-SCHOOL-7] that is not ready says what is missing, and has no button for the next step', async () => {
    await opensSchool({
      state: 'not-ready',
      warnings: [{ kind: 'no-phone' }, { kind: 'uncovered', group: 'Groep 6 b', weekdays: [5] }],
    });
    const missing = screen.getByText('Nodig voordat deze school kan oefenen').parentElement!;
    expect(
      within(missing)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Deze school heeft geen telefoonnummer.']);
    expect(screen.getByText('Groep 6 b heeft op vrijdag geen leerkracht.')).toBeTruthy();
    expect(button('Laat de school oefenen')).toBeNull();
  });

  test('[R-SCHOOL-7] leads from what is missing to where it is mended', async () => {
    await opensSchool({
      warnings: [
        { kind: 'no-phone' },
        { kind: 'uncovered', group: 'Groep 6', weekdays: [4, 5] },
        { kind: 'one-contact' },
        { kind: 'no-device', name: 'Petra van Dam' },
      ],
    });
    await press('Deze school heeft geen telefoonnummer.');
    expect(screen.getByLabelText(/^Telefoon/)).toBeTruthy();
    await press('Groep 6 heeft op donderdag en vrijdag geen leerkracht.');
    expect(screen.queryByLabelText(/^Telefoon/)).toBeNull();
    expect(document.activeElement?.textContent).toContain('Groep 6');
    await press('Deze school heeft maar 1 contactpersoon. Voeg er nog 1 toe.');
    await waitFor(() => expect(heading().textContent).toBe('Voeg iemand toe'));
    await doing(() => history.back());
    await waitFor(() => expect(heading().textContent).toBe('OBS De Linde'));
    await press('Petra van Dam heeft geen apparaat.');
    await waitFor(() => expect(heading().textContent).toBe('Petra van Dam'));
  });

  test('[R-SCHOOL-7] goes live after a question, and back after another', async () => {
    await opensSchool({ state: 'testing', warnings: [{ kind: 'no-device', name: 'Petra van Dam' }] });
    await press('Zet live');
    expect(document.activeElement?.textContent).toBe(
      'Is dit geregeld? Overeenkomst, instemming van de MR, informatie aan ouders, training en een oefening.',
    );
    expect(live.rest.put).not.toHaveBeenCalled();
    answers({ [`PUT ${PATH}/state`]: SCHOOL });
    await press('Ja, zet live');
    expect(live.rest.put.mock.calls).toEqual([[`${PATH}/state`, { state: 'live' }]]);
    expect(said()).toContain('OBS De Linde is live.');
    await press('Zet terug naar oefenen');
    expect(screen.getByText('De school krijgt dan geen echte signalen meer. Weet je het zeker?')).toBeTruthy();
  });

  test('[R-SCHOOL-7] that cannot go on after all is asked for anew, and says why', async () => {
    await opensSchool({ state: 'testing' });
    live.rest.answers[`PUT ${PATH}/state`] = { ok: false, code: 'school-incomplete' };
    is({ state: 'testing', warnings: [{ kind: 'one-contact' }] });
    await press('Zet live');
    await press('Ja, zet live');
    expect(screen.getByText('Deze school heeft maar 1 contactpersoon. Voeg er nog 1 toe.')).toBeTruthy();
    expect(button('Zet live')).toBeNull();
  });

  test('[R-SCHOOL-7] shows what a change answered, not what was asked before it', async () => {
    await opensSchool({ state: 'testing' });
    const answer: (() => void)[] = [];
    live.rest.get.mockImplementationOnce(
      (() =>
        new Promise((resolve) => {
          answer.push(() => resolve({ ok: true, body: { ...SCHOOL, state: 'testing' } }));
        })) as never,
    );
    live.rest.answers[`PUT ${PATH}/state`] = { ok: false, code: 'no-answer' };
    await press('Zet live');
    await press('Ja, zet live');
    answers({ [`PUT ${PATH}/state`]: SCHOOL });
    await press('Ja, zet live');
    await doing(() => answer[0]!());
    expect(button('Zet live')).toBeNull();
    expect(screen.getByText('Deze school krijgt echte signalen.')).toBeTruthy();
  });

  test('[R-CLIENT-6] has hours by weekday, all the same by one press', async () => {
    await opensSchool({ hours: { 1: DAY, 2: { bell: '15:30', end: '08:30' } } });
    await press('Wijzig de gegevens');
    await doing(() => fireEvent.input(document.getElementById('hours-3-bell')!, { target: { value: '08:00' } }));
    await press('Opslaan');
    expect(links()).toEqual(['Op dinsdag ligt het einde voor de bel.', 'Vul voor woensdag een bel en een einde in.']);
    await press('Elke dag hetzelfde');
    answers({ [`PUT ${PATH}`]: SCHOOL });
    await press('Opslaan');
    const { name, place, sector, phone } = SCHOOL;
    const hours = { 1: DAY, 2: DAY, 3: DAY, 4: DAY, 5: DAY };
    expect(live.rest.put.mock.calls).toEqual([[PATH, { name, place, sector, phone, hours }]]);
    expect(said()).toContain('Opgeslagen.');
  });

  test('[R-CLIENT-6] has holidays that do not overlap; one goes after a question', async () => {
    const spring = { first: '2026-04-03', last: '2026-04-06', name: 'Pasen' };
    await opensSchool({ holidays: [{ ...spring, first: '2026-01-01', last: '2026-01-01', name: 'Nieuwjaar' }, spring] });
    expect(screen.queryByText('Nieuwjaar')).toBeNull();
    await press('Voeg vrije dagen toe');
    await press('Opslaan');
    expect(links()).toEqual(['Vul in hoe het heet.', 'Kies de eerste dag.']);
    await type('Hoe heet het?', 'studiedag');
    await type('Eerste dag', '2026-04-06');
    await press('Opslaan');
    expect(links()).toEqual(['Op deze dagen is al Pasen.']);
    await type('Eerste dag', '2026-04-07');
    answers({ [`PUT ${PATH}/holidays`]: { ...SCHOOL, holidays: [spring] } });
    await press('Opslaan');
    const added = { name: 'studiedag', first: '2026-04-07', last: '2026-04-07' };
    expect(live.rest.put.mock.lastCall).toEqual([
      `${PATH}/holidays`,
      { holidays: [expect.objectContaining({ name: 'Nieuwjaar' }), spring, added] },
    ]);
    await press('Haal weg: Pasen');
    await press('Ja, haal weg');
    expect(live.rest.put.mock.lastCall).toEqual([`${PATH}/holidays`, { holidays: [] }]);
  });

  test('[R-SCHOOL-7] leads to its people, and is removed after a question', async () => {
    answers({ 'POST /v1/people/search': [] });
    await opensSchool();
    await press('Petra van Dam');
    expect(heading().textContent).toBe('Petra van Dam');
    expect(live.rest.post).toHaveBeenLastCalledWith('/v1/people/search', { query: 'Petra van Dam' });
    await doing(() => history.back());
    await waitFor(() => expect(heading().textContent).toBe('OBS De Linde'));
    await press('Verwijder deze school');
    expect(live.rest.delete).not.toHaveBeenCalled();
    await press('Ja, verwijder deze school');
    expect(live.rest.delete.mock.calls).toEqual([[PATH]]);
    await waitFor(() => expect(heading().textContent).toBe('Scholen'));
    // Its name in the list led away, and is gone.
    await waitFor(() => expect(document.activeElement?.textContent).toBe('OBS De Linde is verwijderd.'));
  });

  test('[R-SCHOOL-7] gets somebody new, who is at this school without looking for it', async () => {
    const ada = { id: 'new', name: 'Ada Bedacht', email: 'ada@linde.example', roles: [], passkeys: 0, accounts: 0, sessions: 0 };
    answers({ 'POST /v1/people': ada, 'POST /v1/people/new/roles': { done: false, request: 'asked' } });
    await opensSchool();
    await press('Voeg iemand toe');
    await type('Wat is de naam?', 'Ada Bedacht');
    await type('Wat is het e-mailadres?', 'ada@linde.example');
    await doing(() => fireEvent.click(screen.getByLabelText(/^Contactpersoon/)));
    await type('Hoe heet de functie?', 'directeur');
    await press('Vraag het aan');
    expect(live.rest.post.mock.calls.at(-1)).toEqual([
      '/v1/people/new/roles',
      { role: 'recipient', school: '99AA00', title: 'directeur' },
    ]);
  });
});

describe('groups', () => {
  test('[R-SCHOOL-6] say who teaches on which day, and who is there too', async () => {
    await opensSchool({ substitutes: [{ group: 'six', person: 'els', name: 'Els de Wit', day: TODAY }] });
    const week = document.querySelectorAll('.seintje-week > li');
    expect([...week].map(({ textContent }) => textContent)).toEqual(['ma – woTom Vos', 'do vrniemand']);
    expect(screen.getByText('Els de Wit valt in: vandaag.')).toBeTruthy();
    await press('Haal weg: Els de Wit');
    await press('Ja, haal weg');
    expect(live.rest.delete.mock.calls).toEqual([['/v1/substitutes', { group: 'six', person: 'els', day: TODAY }]]);
  });

  test('[R-SCHOOL-6] get teachers by their days; who is there on none teaches no more', async () => {
    await opensSchool();
    await press('Wijzig Groep 6');
    await choose('Voeg een leerkracht toe', 'els');
    const of = (name: string) => within(screen.getByRole('group', { name }));
    // Whoever is new is there on the days that nobody has yet.
    expect(of('Els de Wit').getByLabelText<HTMLInputElement>('donderdag').checked).toBe(true);
    expect(of('Els de Wit').getByLabelText<HTMLInputElement>('maandag').checked).toBe(false);
    for (const day of ['maandag', 'dinsdag', 'woensdag']) await doing(() => fireEvent.click(of('Tom Vos').getByLabelText(day)));
    await doing(() => fireEvent.click(of('Els de Wit').getByLabelText('woensdag')));
    await press('Opslaan');
    const teachers = [{ person: 'els', weekdays: [3, 4, 5] }];
    expect(live.rest.put.mock.calls).toEqual([['/v1/groups/six', { name: 'Groep 6', teachers }]]);
    expect(said()).toContain('Groep 6 is opgeslagen.');
  });

  test('[R-CLIENT-6] have a name of their own; one goes after a question', async () => {
    await opensSchool();
    await press('Voeg een groep toe');
    await type('Naam van de groep', ' Groep 6 ');
    await press('Opslaan');
    expect(links()).toHaveLength(1);
    await type('Naam van de groep', 'Groep 7');
    await press('Opslaan');
    expect(live.rest.post.mock.calls).toContainEqual([`${PATH}/groups`, { name: 'Groep 7' }]);
    await press('Wijzig Groep 6');
    await press('Verwijder deze groep');
    await press('Ja, verwijder deze groep');
    expect(live.rest.delete.mock.calls).toEqual([['/v1/groups/six']]);
  });

  test('[R-TWO-1] an administrator asks for a substitute, and is told that it takes another', async () => {
    answers({
      [`POST ${PATH}/candidates`]: [
        { person: 'jeroen', name: 'Jeroen Mulder', title: 'leerkracht', schoolName: 'CBS Het Kompas' },
      ],
      'POST /v1/substitutes': { done: false, request: 'asked' },
    });
    await opensSchool();
    await press('Zet een invaller voor vandaag: Groep 6');
    expect(said()).toContain('Een andere beheerder moet dit goedkeuren.');
    await press('Vraag het aan');
    expect(links()).toEqual(['Kies wie er invalt.']);
    await doing(() => fireEvent.click(screen.getByLabelText(/^Jeroen Mulder/)));
    await press('Vraag het aan');
    expect(live.rest.post.mock.calls).toContainEqual(['/v1/substitutes', { group: 'six', person: 'jeroen', day: TODAY }]);
    expect(said()).toContain('Aangevraagd. Een andere beheerder moet het goedkeuren.');
  });
});

describe('who is not there', () => {
  const away = (...days: string[]) => days.map((day) => ({ person: 'tom', name: 'Tom Vos', day }));
  const SUBSTITUTES = '/v1/substitutes';
  const groups = [{ id: 'six', name: 'Groep 6', teachers: [{ person: 'tom', weekdays: [4, 5] as Weekday[] }] }];

  test('[R-ABSENT-3] is said with the group that then has nobody, and the next teacher is set with one tap', async () => {
    is({ groups });
    answers({ 'POST /v1/absences': null, [`POST ${SUBSTITUTES}`]: { done: true, link: null } });
    live.me.value = { ...ME, roles: [{ role: 'recipient', school: '99AA00', title: 'directeur' }] };
    await doing(() => render(<OwnSchoolsPage live={live} />));
    await press('Meld iemand afwezig');
    await press('Opslaan');
    expect(links()).toEqual(['Kies wie er niet is.']);
    await choose('Wie is er niet?', 'tom');
    is({ groups, absences: away(TODAY) });
    await press('Opslaan');
    expect(live.rest.post.mock.calls).toContainEqual(['/v1/absences', { person: 'tom', day: TODAY }]);
    expect(said()).toContain('Tom Vos is afwezig gemeld.');
    expect(screen.getByText('Groep 6 heeft vandaag geen leerkracht.')).toBeTruthy();
    is({ groups, absences: away(TODAY), substitutes: [{ group: 'six', person: 'els', name: 'Els de Wit', day: TODAY }] });
    await press('Zet Els de Wit in voor vandaag: Groep 6');
    expect(live.rest.post.mock.calls).toContainEqual([SUBSTITUTES, { group: 'six', person: 'els', day: TODAY }]);
    expect(screen.queryByText('Groep 6 heeft vandaag geen leerkracht.')).toBeNull();
  });

  test('[R-ABSENT-3] is taken back; until then it stays in sight, and an administrator asks another one', async () => {
    answers({ 'DELETE /v1/absences': null, [`POST ${SUBSTITUTES}`]: { done: false, request: 'asked' } });
    await opensSchool({ groups, absences: away(TODAY) });
    await press('Zet Els de Wit in voor vandaag: Groep 6');
    expect(said()).toContain('Aangevraagd. Een andere beheerder moet het goedkeuren.');
    expect(screen.getByText('Groep 6 heeft vandaag geen leerkracht.')).toBeTruthy();
    await press('Zet iemand anders in voor vandaag: Groep 6');
    expect(screen.getByLabelText<HTMLSelectElement>('Welke dag?').selectedOptions[0]?.textContent).toBe('vandaag');
    is({});
    await press('Toch aanwezig: Tom Vos');
    expect(live.rest.delete.mock.calls).toEqual([['/v1/absences', { person: 'tom', day: TODAY }]]);
    expect(screen.queryByText('Groep 6 heeft vandaag geen leerkracht.')).toBeNull();
  });

  test('[R-ABSENT-3] leaves a group alone that somebody else has, and days without school', () => {
    const group = { id: 'six', name: 'Groep 6', teachers: [{ person: 'tom', weekdays: [1, 5] as Weekday[] }] };
    const duo = { id: 'duo', name: 'Groep 7', teachers: [...group.teachers, { person: 'els', weekdays: [5] as Weekday[] }] };
    const on = (day: string, changed: Partial<SchoolDetails> = {}) =>
      desertedOf({ ...SCHOOL, groups: [group, duo], absences: away(day), ...changed }).map(({ group: { id }, next }) => [
        id,
        next.map(({ person }) => person),
      ]);
    const [friday, monday] = ['2026-03-13', '2026-03-16'];
    // Els has the other group that day.
    expect(on(friday)).toEqual([['six', []]]);
    expect(on(monday)).toEqual([
      ['six', ['els']],
      ['duo', ['els']],
    ]);
    expect(on('2026-03-14')).toEqual([]);
    expect(on(friday, { holidays: [{ first: friday, last: friday, name: 'Vrij' }] })).toEqual([]);
    const stepIn = [{ group: 'six', person: 'els', name: 'Els de Wit', day: friday }];
    expect(on(friday, { substitutes: stepIn })).toEqual([]);
    const both = [...away(friday), { person: 'els', name: 'Els de Wit', day: friday }];
    expect(on(friday, { substitutes: stepIn, absences: both }).map(([id]) => id)).toEqual(['six', 'duo']);
  });
});

describe('a directeur', () => {
  const directeur = (title: string) => ({
    ...ME,
    roles: [{ role: 'recipient' as const, school: '99AA00', title }],
  });

  test('[R-DIRECTEUR-1] has one quiet way to her groups; another contact has none', async () => {
    live.me.value = directeur('intern begeleider');
    const app = await doing(() => render(<App live={live} demonstration={false} signIn={null} />));
    expect(app).toBeUndefined();
    expect(button('Groepen en invallers')).toBeNull();
    await doing(() => (live.me.value = directeur('Adjunct-directeur')));
    await press('Groepen en invallers');
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Groepen en invallers' }));
    expect(screen.getByRole('heading', { name: 'OBS De Linde' })).toBeTruthy();
    // Not what is an administrator's.
    for (const name of ['Wijzig de gegevens', 'Zet terug naar oefenen', 'Verwijder deze school', 'Voeg vrije dagen toe'])
      expect(button(name)).toBeNull();
    expect(button('Petra van Dam')).toBeNull();
  });

  test('[R-DIRECTEUR-2] sets a substitute at once', async () => {
    live.me.value = directeur('directeur');
    answers({
      [`POST ${PATH}/candidates`]: [{ person: 'els', name: 'Els de Wit', title: 'leerkracht', schoolName: 'OBS De Linde' }],
      'POST /v1/substitutes': { done: true, link: null },
    });
    await doing(() => render(<OwnSchoolsPage live={live} />));
    await press('Zet een invaller voor vandaag: Groep 6');
    expect(said()).not.toContain('Een andere beheerder moet dit goedkeuren.');
    await doing(() => fireEvent.click(screen.getByLabelText(/^Els de Wit/)));
    await press('Opslaan');
    expect(said()).toContain('Els de Wit is invaller.');
  });
});
