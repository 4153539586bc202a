/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { sectorOf } from '../../../client/administration/batch-files.js';
import { csvOf } from '../../../client/administration/batch-csv.js';
import { BatchView } from '../../../client/administration/batch.js';
import { Imports } from '../../../client/administration/imports.js';
import { AdministratorPage } from '../../../client/administration/page.js';
import { language } from '../../../client/words/words.js';
import type { Batch, BatchPreview } from '../../../src/contract/index.js';
import { ASKED as OPTIONS, doing, fakeLive, fakePasskeys, MINUTE, NOW } from './fake-live.js';
import { ME } from './school-views.js';

const AT = '/v1/batches/batch';
const DIRECTEUR = { title: 'directeur', schoolName: 'OBS De Linde' };
const PREVIEW: BatchPreview = {
  counts: { added: 2, changed: 1, removed: 1, unchanged: 1200 },
  changes: [
    { what: 'person', change: 'added', label: 'Ada Bedacht', email: 'ada@linde.example', roles: [DIRECTEUR], details: [] },
    { what: 'person', change: 'changed', label: 'Bo Verzonnen', details: ['name', 'role-added', 'unheard-of'] },
    { what: 'person', change: 'removed', label: 'Cas Weg', details: [] },
  ],
  ...{ municipalities: [], elsewhere: 0, takesTwo: false, fingerprint: 'seen' },
};
const BATCH: Batch = {
  ...{ id: 'batch', kind: 'staff', state: 'ready', isOwn: true, begunBy: 'Anne Smit', begunAt: NOW - MINUTE, expiresAt: null },
  ...{ progress: null, faults: [], faultCount: 0, preview: PREVIEW, chosen: null, links: null, took: null },
};
const READING = { ...BATCH, state: 'reading', preview: null, progress: { done: 0, total: 4000 } } as const;
const ASKED = {
  ...BATCH,
  state: 'asked',
  expiresAt: NOW + 7 * 24 * 60 * MINUTE,
  chosen: { removes: true, invites: true },
} as const;

let live: ReturnType<typeof fakeLive>;
/** What REST answers, as `GET /v1/batches`. */
function answers(given: Record<string, unknown>): void {
  for (const [what, body] of Object.entries(given)) live.rest.answers[what] = { ok: true, body };
}
const becomes = (changed: Partial<Batch>) => answers({ [`GET ${AT}`]: { ...BATCH, ...changed } });
const refuses = (
  what: string,
  code: 'stale-preview' | 'unknown-batch' | 'busy' | 'too-late' | 'no-answer' | 'step-up-required',
) => (live.rest.answers[what] = { ok: false, code });

beforeEach(() => {
  language.value = 'nl';
  live = fakeLive();
  live.me.value = { ...ME, provenUntil: NOW + 240 * MINUTE };
  history.replaceState(null, '');
});
afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

const onAgain = jest.fn();
const opens = (again: (() => void) | null = onAgain) => doing(() => render(<BatchView live={live} id="batch" onAgain={again} />));
const opensImports = () => doing(() => render(<Imports live={live} go={() => {}} isShown />));
const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const button = (name: string) => screen.queryByRole('button', { name });
const tick = (label: RegExp | string) => doing(() => fireEvent.click(screen.getByLabelText(label)));
const shown = () => screen.getByRole('heading', { level: 2 }).textContent;
const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent);
const asked = (path: string) => live.rest.get.mock.calls.filter(([each]) => each === path).length;
const file = (name: string) => new File(['made up'], name);
const picks = (...names: string[]) =>
  doing(() => {
    const input = document.getElementById('import-files') as HTMLInputElement;
    Object.defineProperty(input, 'files', { value: names.map(file), configurable: true });
    fireEvent.change(input);
  });

describe('a file', () => {
  test.each([
    ['02.-alle-schoolvestigingen-basisonderwijs.csv', 'po'],
    ['vestigingen_bo.csv', 'po'],
    ['SBO 2026.csv', 'po'],
    ['alle-vestigingen-vo.csv', 'vo'],
    ['Voortgezet onderwijs.csv', 'vo'],
    ['vestigingenmbo.csv', 'mbo'],
    ['scholen.csv', null],
    ['po-en-vo.csv', null],
    ['bovenschools.csv', null],
  ])('[R-MANY-1] %s is of %s', (name, sector) => {
    expect(sectorOf(name)).toBe(sector);
  });

  test('[R-MANY-1] of schools travels with its sector, in order; one of which it is not said asks for it', async () => {
    answers({ 'POST /v1/batches/schools': { id: 'batch' } });
    becomes(READING);
    await opensImports();
    await press('Lees in');
    expect(screen.getByRole('link', { name: 'Kies wat je wilt inlezen.' })).toBeTruthy();
    await tick(/^Scholen/);
    await press('Lees in');
    expect(screen.getByRole('link', { name: 'Kies een bestand.' })).toBeTruthy();
    await picks('mbo.csv', 'scholen.csv', 'weg.csv');
    await picks('mbo.csv');
    await press('Haal weg: weg.csv');
    await press('Lees in');
    const fault = screen.getByRole('link', { name: 'Kies het onderwijs bij scholen.csv.' });
    await doing(() => fireEvent.click(fault));
    const select = document.activeElement as HTMLSelectElement;
    await doing(() => fireEvent.change(select, { target: { value: 'vo' } }));
    expect(live.rest.post).not.toHaveBeenCalled();
    await press('Lees in');
    const [path, form] = live.rest.post.mock.calls[0] as unknown as [string, FormData];
    expect(path).toBe('/v1/batches/schools');
    expect(form.getAll('files').map((each) => (each as File).name)).toEqual(['mbo.csv', 'scholen.csv']);
    expect(form.getAll('sectors')).toEqual(['mbo', 'vo']);
    expect(shown()).toBe('We lezen wat er staat.');
  });

  test('[R-MANY-1] is dropped on the page, sent once however often it is pressed, and stays where another one is under way', async () => {
    await opensImports();
    await tick(/^Mensen/);
    await doing(() =>
      fireEvent.drop(document.querySelector('.seintje-drop')!, { dataTransfer: { files: [file('mensen.csv')] } }),
    );
    const answer: (() => void)[] = [];
    live.rest.post.mockImplementationOnce(
      (() => new Promise((resolve) => answer.push(() => resolve({ ok: false, code: 'busy' })))) as never,
    );
    await press('Lees in');
    await doing(() => fireEvent.click(document.querySelector('button[type=submit]')!));
    expect(live.rest.post).toHaveBeenCalledTimes(1);
    await doing(() => answer[0]!());
    expect(screen.getByText('Er wordt al een andere lijst verwerkt. Wacht tot die klaar is.')).toBeTruthy();
    expect(screen.getByText('mensen.csv')).toBeTruthy();
  });
});

describe('while it goes on', () => {
  test('[R-MANY-2] is looked at twice a second by the page’s own clock, also after an answer that did not come', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask'] });
    becomes(READING);
    await opens();
    expect(asked(AT)).toBe(1);
    const passes = (ms: number) => doing(() => jest.advanceTimersByTime(ms));
    await passes(499);
    expect(asked(AT)).toBe(1);
    refuses(`GET ${AT}`, 'no-answer');
    await passes(1);
    expect(asked(AT)).toBe(2);
    becomes({ ...READING, progress: { done: 1100, total: 4000 } });
    await passes(500);
    const progress = screen.getByRole<HTMLProgressElement>('progressbar');
    expect([progress.value, progress.max]).toEqual([1100, 4000]);
    expect(screen.getByText('1.100 van 4.000 regels')).toBeTruthy();
    expect(said()).toContain('25 procent');
    becomes({ ...READING, progress: { done: 1900, total: 4000 } });
    await passes(500);
    // Heard at quarters only.
    expect(said()).toContain('25 procent');
    becomes({});
    await passes(500);
    expect(shown()).toBe('Dit zou er veranderen');
    expect(said()).toContain('Dit zou er veranderen');
    const until = asked(AT);
    await passes(5000);
    expect(asked(AT)).toBe(until);
  });

  test('[R-MANY-2] takes the focus from nobody, and is stopped; then it says that nothing has changed', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask'] });
    becomes({ state: 'applying', progress: null });
    await doing(() =>
      render(
        <>
          <input aria-label="elders" />
          <BatchView live={live} id="batch" onAgain={onAgain} />
        </>,
      ),
    );
    expect(screen.getByRole<HTMLProgressElement>('progressbar').position).toBe(-1);
    screen.getByLabelText('elders').focus();
    await doing(() => jest.advanceTimersByTime(500));
    expect(document.activeElement).toBe(screen.getByLabelText('elders'));
    refuses(`GET ${AT}`, 'unknown-batch');
    await press('Stop');
    expect(live.rest.delete.mock.calls).toEqual([[AT]]);
    expect(shown()).toBe('Gestopt');
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 2 }));
    expect(screen.getByText('Er is niets veranderd.')).toBeTruthy();
    const until = asked(AT);
    await doing(() => jest.advanceTimersByTime(5000));
    expect(asked(AT)).toBe(until);
  });

  test('[R-MANY-2] what was stopped too late is told as what it became', async () => {
    becomes({ state: 'applying' });
    await opens();
    becomes({ state: 'done', took: 3900, chosen: { removes: false, invites: false } });
    await press('Stop');
    expect(screen.getByText('Klaar in 4 seconden.')).toBeTruthy();
    expect(screen.queryByText('Er is niets veranderd.')).toBeNull();
  });

  test('[R-MANY-2] of invitations that were stopped it says which were made', async () => {
    becomes({ kind: 'invitations', state: 'applying' });
    await opens();
    expect(screen.getByText('Je kunt nu nog stoppen. Je ziet dan wat er al is gedaan.')).toBeTruthy();
    becomes({ kind: 'invitations', state: 'cancelled', invited: { made: 40, failed: 0 } });
    await press('Stop');
    expect(screen.getByText('40 mensen zijn uitgenodigd.')).toBeTruthy();
    expect(screen.getByText('Kreeg iemand geen mail? Nodig diegene dan opnieuw uit.')).toBeTruthy();
    expect(screen.queryByText('Er is niets veranderd.')).toBeNull();
    cleanup();
    // A list is in by then, and what was meant to follow it stopped.
    becomes({
      ...{ state: 'done', chosen: { removes: false, invites: true }, invited: { made: 40, failed: 1 }, links: 40 },
      preview: { ...PREVIEW, counts: { ...PREVIEW.counts, added: 100 } },
    });
    await opens();
    expect(screen.getByText('59 mensen zijn nog niet uitgenodigd. Kijk bij Nog niet klaar.')).toBeTruthy();
    expect(
      screen.getByText('Er zijn 40 links om door te geven. Elke link is voor één persoon. We geven ze één keer.'),
    ).toBeTruthy();
  });

  test('[R-MANY-2] is found again by whoever left, and nobody else’s is taken for it', async () => {
    answers({ 'GET /v1/batches': [{ ...ASKED, id: 'other', isOwn: false }, READING] });
    becomes(READING);
    await opensImports();
    await doing(() => {});
    expect(shown()).toBe('We lezen wat er staat.');
    cleanup();
    answers({ 'GET /v1/batches': [{ ...ASKED, id: 'other', isOwn: false }, ASKED] });
    await opensImports();
    expect(screen.getByText('Wat wil je inlezen?')).toBeTruthy();
  });
});

describe('what would change', () => {
  test('[R-MANY-1] stands there by number and name; nothing is removed or sent that was not ticked', async () => {
    becomes({});
    answers({ [`POST ${AT}/confirmation`]: { ...BATCH, state: 'applying' } });
    await opens();
    const figures = [...document.querySelectorAll('dl > div')].map(({ textContent }) => textContent);
    expect(figures).toEqual(['nieuw2', 'gewijzigd1', 'niet in de lijst1', 'ongewijzigd1.200']);
    expect(screen.getByText('naam, rol erbij')).toBeTruthy();
    expect(screen.getByText('En nog 1.')).toBeTruthy();
    expect(screen.getByText('ada@linde.example')).toBeTruthy();
    expect(screen.getByText('directeur, OBS De Linde')).toBeTruthy();
    expect(screen.getByText('gaat helemaal weg')).toBeTruthy();
    await press('Voer dit door');
    expect(live.rest.post.mock.calls).toEqual([[`${AT}/confirmation`, { fingerprint: 'seen', removes: false, invites: false }]]);
    expect(shown()).toBe('We voeren het door.');
    const heading = screen.getByRole('heading', { level: 2 });
    expect(document.activeElement).toBe(heading);
    // What comes of it by itself leaves the focus where it is.
    becomes({ state: 'done', took: 1000 });
    await doing(() => (live.now.value = NOW + MINUTE));
    expect(shown()).toBe('Het is klaar');
    expect(document.activeElement).toBe(heading);
  });

  test('[R-MANY-1] who goes is ticked, named and asked for once more', async () => {
    becomes({ preview: { ...PREVIEW, takesTwo: true } });
    answers({ [`POST ${AT}/confirmation`]: ASKED });
    await opens();
    expect(screen.getByText('Een andere beheerder moet dit goedkeuren.')).toBeTruthy();
    await tick(/^Verwijder ook/);
    await tick(/^Nodig nieuwe/);
    expect(screen.getByText('Cas Weg').closest('details')!.open).toBe(true);
    await press('Vraag goedkeuring');
    expect(live.rest.post).not.toHaveBeenCalled();
    expect(document.activeElement?.textContent).toBe('Bij 1 persoon haal je iets weg. Dat kan niet terug. Weet je het zeker?');
    becomes(ASKED);
    await press('Ja, verwijder ook');
    expect(live.rest.post.mock.calls[0]![1]).toEqual({ fingerprint: 'seen', removes: true, invites: true });
    expect(shown()).toBe('Je wilt een lijst met 1.203 mensen inlezen.');
    expect(screen.getByText('Wacht op een andere beheerder.')).toBeTruthy();
  });

  test('[R-MANY-1] that no longer holds is shown anew, and nothing was done', async () => {
    becomes({});
    refuses(`POST ${AT}/confirmation`, 'stale-preview');
    await opens();
    await tick(/^Verwijder ook/);
    await press('Voer dit door');
    becomes({ preview: { ...PREVIEW, counts: { ...PREVIEW.counts, added: 7 }, fingerprint: 'new' } });
    await press('Ja, verwijder ook');
    expect(said()).toContain('Er is intussen iets veranderd. Kijk nog een keer en beslis dan.');
    expect(screen.getByText('7')).toBeTruthy();
    // What was ticked was ticked for something else.
    expect(screen.getByLabelText<HTMLInputElement>(/^Verwijder ook/).checked).toBe(false);
    answers({ [`POST ${AT}/confirmation`]: { ...BATCH, state: 'applying' } });
    await press('Voer dit door');
    expect(live.rest.post.mock.calls[1]![1]).toEqual({ fingerprint: 'new', removes: false, invites: false });
    expect(said().join()).not.toContain('intussen');
  });

  test('[R-MANY-1] nothing is said to be just that, and there is nothing to confirm', async () => {
    becomes({ preview: { ...PREVIEW, counts: { added: 0, changed: 0, removed: 0, unchanged: 5 }, changes: [] } });
    await opens();
    expect(screen.getByText('Alles klopt al. Er verandert niets.')).toBeTruthy();
    expect(button('Voer dit door')).toBeNull();
    cleanup();
    becomes({ preview: { ...PREVIEW, counts: { added: 0, changed: 0, removed: 1, unchanged: 5 } } });
    await opens();
    expect(button('Voer dit door')).toBeNull();
    await tick(/^Verwijder ook/);
    expect(button('Voer dit door')).toBeTruthy();
  });

  test('[R-MANY-1] of schools is asked for once it is said of which municipalities', async () => {
    const municipalities = ['Bergenmeer', 'Elzenmeer'].map((name, at) => ({ code: `990${at}`, name, schools: 12, taken: false }));
    const preview = { ...PREVIEW, municipalities };
    becomes({ kind: 'schools', preview });
    await opens();
    expect(shown()).toBe('Kies jullie gemeenten');
    expect(button('Voer dit door')).toBeNull();
    await press('Kies deze gemeenten');
    expect(screen.getByText('Kies minstens één gemeente.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText(/^Bergenmeer/));
    await tick(/^Elzenmeer/);
    const taken = {
      ...preview,
      fingerprint: 'taken',
      municipalities: municipalities.map((one, at) => ({ ...one, taken: at === 1 })),
    };
    answers({ [`PUT ${AT}/municipalities`]: { ...BATCH, kind: 'schools', preview: taken } });
    await press('Kies deze gemeenten');
    expect(live.rest.put.mock.calls).toEqual([[`${AT}/municipalities`, { codes: ['9901'] }]]);
    expect(shown()).toBe('Dit zou er veranderen');
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 2 }));
    expect(button('Voer dit door')).toBeTruthy();
  });

  test('[R-MANY-1] of the whole country is searched by municipality', async () => {
    const municipalities = Array.from({ length: 342 }, (_, at) => ({
      code: `${at}`,
      name: `Plaats ${at}`,
      schools: 1,
      taken: false,
    }));
    becomes({ kind: 'schools', preview: { ...PREVIEW, municipalities } });
    await opens();
    expect(screen.getAllByRole('checkbox')).toHaveLength(30);
    await doing(() => fireEvent.input(screen.getByLabelText('Zoek een gemeente'), { target: { value: 'plaats 341' } }));
    expect(screen.getAllByRole('checkbox')).toHaveLength(1);
    expect(said()).toContain('1 gemeente gevonden.');
    await tick(/^Plaats 341/);
    await doing(() => fireEvent.input(screen.getByLabelText('Zoek een gemeente'), { target: { value: 'nergens' } }));
    expect(screen.getByText('Gekozen: Plaats 341.')).toBeTruthy();
  });

  test('[R-MANY-3] is nothing where a file is wrong: every fault with its place and a sentence, and a way on', async () => {
    becomes({
      state: 'faulty',
      preview: null,
      faults: [
        { file: 'a.csv', line: null, column: null, code: 'encoding' },
        { file: 'a.csv', line: null, column: 'rol', code: 'column-missing' },
        { file: 'b.csv', line: 12, column: null, code: 'field-count' },
        { file: 'b.csv', line: 1300, column: 'e-mailadres', code: 'email' },
      ],
      faultCount: 9,
    });
    await opens();
    expect(screen.getByText('Er klopt iets niet in het bestand. Er is niets veranderd.')).toBeTruthy();
    expect(screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)).toEqual(['a.csv', 'b.csv']);
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Het hele bestandWe kunnen de letters niet lezen. Bewaar het als CSV (UTF-8).',
      'Kolom rolDeze kolom moet erbij.',
      'Regel 12Deze regel heeft te veel of te weinig kolommen.',
      'Regel 1300, kolom e-mailadresDit is geen e-mailadres, zoals naam@school.nl.',
    ]);
    expect(screen.getByText('En nog 5 punten.')).toBeTruthy();
    refuses(`DELETE ${AT}`, 'unknown-batch');
    await press('Kies een ander bestand');
    expect(onAgain).toHaveBeenCalledTimes(1);
  });
});

describe('a second administrator', () => {
  const theirs = { ...ASKED, isOwn: false };

  test('[R-TWO-2] finds it among the requests, looks at it, and approves what was seen', async () => {
    answers({ 'GET /v1/batches': [theirs] });
    becomes(theirs);
    await doing(() => render(<AdministratorPage live={live} />));
    expect(screen.queryByText('Er wacht niets op jou.')).toBeNull();
    await press('Anne Smit wil een lijst met 1.203 mensen inlezen.');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Mensen inlezen');
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
    expect(screen.getByText('Wie niet in de lijst staat, wordt ook verwijderd.')).toBeTruthy();
    expect(screen.getByText('Nieuwe mensen krijgen meteen een uitnodiging.')).toBeTruthy();
    await press('Keur goed');
    refuses(`POST ${AT}/approval`, 'stale-preview');
    await press('Ja, keur goed');
    expect(said()).toContain('Er is intussen iets veranderd. Kijk nog een keer en beslis dan.');
    const done = { ...theirs, state: 'done', took: 61_000, invited: { made: 2, failed: 1 } } as const;
    answers({ [`POST ${AT}/approval`]: done });
    await press('Nee');
    await press('Keur goed');
    await press('Ja, keur goed');
    expect(live.rest.post.mock.calls.at(-1)).toEqual([`${AT}/approval`, { fingerprint: 'seen' }]);
    expect(screen.getByText('Klaar in 1 min 1.')).toBeTruthy();
    expect(screen.getByText('2 mensen zijn uitgenodigd.')).toBeTruthy();
    expect(screen.getByText('1 uitnodiging lukte niet. Kijk bij Nog niet klaar.')).toBeTruthy();
    expect(screen.getByText('De uitnodigingen zijn gemaild.')).toBeTruthy();
    answers({ 'GET /v1/batches': [] });
    await doing(() => history.back());
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Beheer'));
    await waitFor(() => expect(screen.getByText('Er wacht niets op jou.')).toBeTruthy());
  });

  test('[R-TWO-3] refuses it after a question; what somebody else decided on is shown as it is', async () => {
    becomes(theirs);
    await opens(null);
    await press('Wijs af');
    refuses(`POST ${AT}/refusal`, 'too-late');
    becomes({ ...theirs, state: 'cancelled' });
    await press('Ja, wijs af');
    expect(shown()).toBe('Gestopt');
    expect(screen.getByText('Dit kan niet meer. Iemand besliste al.')).toBeTruthy();
    cleanup();
    becomes(theirs);
    answers({ [`POST ${AT}/refusal`]: null });
    await opens(null);
    await press('Wijs af');
    refuses(`GET ${AT}`, 'unknown-batch');
    await press('Ja, wijs af');
    expect(shown()).toBe('Afgewezen');
  });

  test('[R-TWO-2] is waited for by whoever asked, who can withdraw it and hears of the decision', async () => {
    becomes(ASKED);
    await opens();
    expect(button('Keur goed')).toBeNull();
    await doing(() => (live.now.value = NOW + MINUTE));
    expect(asked(AT)).toBe(2);
    becomes({ ...ASKED, state: 'cancelled' });
    await press('Trek in');
    expect(live.rest.delete.mock.calls).toEqual([[AT]]);
    expect(screen.getByText('Er is niets veranderd.')).toBeTruthy();
  });

  test('[R-SESSION-3] shows who they are first; what was asked goes on by itself', async () => {
    fakePasskeys();
    answers({ 'GET /v1/installation': { demonstration: false, issuers: [], pushKey: null } });
    live.rest.answers['POST /v1/passkeys/sign-in/options'] = OPTIONS;
    live.proven.mockImplementation(async () => void (live.me.value = { ...ME, provenUntil: NOW + 240 * MINUTE }));
    becomes(theirs);
    refuses(`POST ${AT}/approval`, 'step-up-required');
    await opens(null);
    await press('Keur goed');
    await press('Ja, keur goed');
    expect(document.activeElement?.textContent).toBe('Laat nog eens zien dat jij het bent.');
    answers({ [`POST ${AT}/approval`]: { ...theirs, state: 'applying' } });
    await press('Met passkey');
    expect(shown()).toBe('We voeren het door.');
  });
});

describe('more than is shown', () => {
  const MANY = { ...PREVIEW, counts: { ...PREVIEW.counts, added: 240 } };

  test('[R-MANY-1] is there in full, as a file of exactly what is on screen', async () => {
    const saved: Blob[] = [];
    Object.assign(URL, { createObjectURL: (blob: Blob) => `blob:${saved.push(blob)}`, revokeObjectURL() {} });
    const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    becomes({ preview: { ...PREVIEW, counts: { added: 1, changed: 1, removed: 1, unchanged: 0 } } });
    await opens();
    expect(button('Download de hele lijst')).toBeNull();
    cleanup();
    becomes({ preview: MANY });
    answers({ [`GET ${AT}/preview`]: { ...MANY, fingerprint: 'another' } });
    await opens();
    await press('Download de hele lijst');
    expect(saved).toEqual([]);
    expect(screen.getByText('Er is intussen iets veranderd. Kijk nog een keer en beslis dan.')).toBeTruthy();
    answers({ [`GET ${AT}/preview`]: MANY });
    await press('Download de hele lijst');
    expect(saved).toHaveLength(1);
    click.mockRestore();
  });
});

describe('links to hand over', () => {
  const DONE = { ...BATCH, state: 'done', took: 900, chosen: { removes: true, invites: true }, links: 2 } as const;

  test('[R-MANY-4] are asked for once, and saved again from the page', async () => {
    const saved: Blob[] = [];
    Object.assign(URL, { createObjectURL: (blob: Blob) => `blob:${saved.push(blob)}`, revokeObjectURL() {} });
    const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    becomes(DONE);
    answers({
      [`GET ${AT}/links`]: [{ name: 'Ada Bedacht', email: 'ada@x.example', link: 'https://x.example/uitnodiging#made-up' }],
    });
    await opens();
    expect(screen.getByText('Klaar in 1 seconde.')).toBeTruthy();
    expect(screen.getByText('1 verwijderd')).toBeTruthy();
    await press('Download de links');
    await press('Download ze nog een keer');
    expect(asked(`${AT}/links`)).toBe(1);
    expect(saved).toHaveLength(2);
    expect(said()).toContain('Bewaar het bestand goed. Verlaat je deze pagina, dan zijn ze hier weg.');
    expect(document.documentElement.outerHTML).not.toContain('made-up');
    click.mockRestore();
  });

  test('[R-MANY-4] stand in a file in which nothing is a formula', () => {
    const file = csvOf([
      ['Naam', 'Adres', 'Link'],
      ['Ada; "de" Bedachte', '=cmd@x.example', 'https://x.example/#a'],
    ]);
    expect(file).toBe('\uFEFFNaam;Adres;Link\r\n"Ada; ""de"" Bedachte";\'=cmd@x.example;https://x.example/#a\r\n');
  });
});
