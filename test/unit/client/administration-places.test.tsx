/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { AdministratorPage } from '../../../client/administration/page.js';
import { deedOf } from '../../../client/administration/record-words.js';
import { language } from '../../../client/words/words.js';
import {
  type AdministrationRecord,
  type Organisation,
  type OrganisationSettings,
  PHASE_TIMES,
} from '../../../src/contract/index.js';
import type { Administration } from '../../../src/log/log.js';
import { doing, fakeLive, MINUTE, NOW } from './fake-live.js';

const DAY = 24 * 60 * MINUTE;
const RECORDS = 'GET /v1/records';
const ORGANISATION = 'GET /v1/organisation';
const SETTINGS = '/v1/organisation/settings';

const DEFAULTS: OrganisationSettings = {
  ...{ windowMinutes: 60, cutoffMinutes: 60, stepUpMinutes: 240, approveDevices: false, phone: '', phases: PHASE_TIMES },
};
const ELZENMEER: Organisation = {
  ...{ name: 'Regio Elzenmeer', settings: { ...DEFAULTS, windowMinutes: 45 }, defaults: DEFAULTS },
};
const record = (id: number, changed: Partial<AdministrationRecord> = {}): AdministrationRecord => ({
  ...{ id: String(id), at: NOW, actor: 'Femke Ooms', action: 'invitation', object: 'Petra van Dam', result: 'done' },
  ...changed,
});

let live: ReturnType<typeof fakeLive>;
function answers(given: Record<string, unknown>): void {
  for (const [what, body] of Object.entries(given)) live.rest.answers[what] = { ok: true, body };
}
beforeEach(() => {
  language.value = 'nl';
  live = fakeLive();
  history.replaceState(null, '');
  answers({ 'POST /v1/people/search': [], [ORGANISATION]: ELZENMEER });
});
afterEach(cleanup);

const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const field = (label: RegExp) => screen.getByLabelText<HTMLInputElement>(label);
const type = (label: RegExp, value: string) => doing(() => fireEvent.input(field(label), { target: { value } }));
async function opens(place: string): Promise<void> {
  await doing(() => render(<AdministratorPage live={live} />));
  await press(place);
}

describe('the log', () => {
  const lines = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);

  test('[R-RECORD-1] is by day, with a sentence for each deed and what came of it', async () => {
    answers({
      [RECORDS]: {
        records: [
          record(4, { result: 'asked' }),
          record(3, { action: 'settings', object: null, result: 'step-up-required' }),
          record(2, { at: NOW - DAY, actor: null, action: 'person-removed', object: null }),
          record(1, { at: NOW - DAY, action: 'never-heard-of', result: 'ended' }),
        ],
        more: false,
      },
    });
    await opens('Logboek');
    expect(document.activeElement?.textContent).toBe('Logboek');
    expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual([
      'Vandaag',
      'Donderdag 12 maart',
    ]);
    expect(lines()).toEqual([
      '08:02Femke OomsPetra van Dam uitnodigenAangevraagd',
      '08:02Femke OomsDe instellingen wijzigenGeweigerd: inloggen was te lang geleden',
      '08:02Iemand die er niet meer isIemand die er niet meer is uit Seintje halenGedaan',
      '08:02Femke OomsIets andersGeweigerd',
    ]);
    expect(screen.queryByRole('button', { name: 'Toon oudere regels' })).toBeNull();
  });

  test('[R-RECORD-1] goes on with older ones, from where it was', async () => {
    answers({ [RECORDS]: { records: [record(3), record(2)], more: true } });
    await opens('Logboek');
    live.rest.answers[`${RECORDS}?before=2`] = { ok: false, code: 'no-answer' };
    await press('Toon oudere regels');
    expect(screen.getByText('We konden het logboek niet ophalen.')).toBeTruthy();
    answers({ [`${RECORDS}?before=2`]: { records: [record(1, { object: 'Tom Vos' })], more: false } });
    await press('Toon oudere regels');
    expect(lines()).toHaveLength(3);
    expect(document.activeElement?.textContent).toContain('Tom Vos');
    expect(screen.queryByRole('button', { name: 'Toon oudere regels' })).toBeNull();
    await doing(() => history.back());
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Logboek'));
  });

  test('[R-RECORD-1] says that there is nothing, and asks again after a failure', async () => {
    live.rest.answers[RECORDS] = { ok: false, code: 'no-answer' };
    await opens('Logboek');
    answers({ [RECORDS]: { records: [], more: false } });
    await press('Probeer opnieuw');
    expect(screen.getByText('Er is nog niets gedaan.')).toBeTruthy();
  });

  test('[R-RECORD-1] has a sentence for everything that is recorded', () => {
    for (const action of Object.keys(RECORDED))
      expect([action, deedOf({ action, object: null })]).not.toEqual([action, 'Iets anders']);
  });
});

/** Whoever adds one to what administrators do adds it here, and a sentence `admin.record.…`. */
const RECORDED: Record<Administration, true> = {
  ...{ invitation: true, 'invitation-revoked': true, address: true, role: true, 'role-removed': true, 'person-removed': true },
  ...{
    substitute: true,
    'substitute-removed': true,
    absence: true,
    'absence-removed': true,
    'sessions-ended': true,
    'session-ended': true,
    'passkeys-removed': true,
  },
  ...{ approval: true, refusal: true, withdrawal: true, settings: true, 'person-added': true },
  ...{ school: true, 'school-added': true, 'school-state': true, 'school-removed': true, holidays: true },
  ...{ group: true, 'group-removed': true, import: true, invitations: true },
};

describe('the settings', () => {
  test('[R-SETTINGS-1] are asked with their defaults and an example, and saved as a whole', async () => {
    await opens('Instellingen');
    expect(screen.getByText(/Regio Elzenmeer/)).toBeTruthy();
    expect(field(/^Vanaf hoeveel minuten/).value).toBe('45');
    expect(screen.getByText('De bel gaat om 08:30. De school hoort een signaal vanaf 07:45.')).toBeTruthy();
    expect(screen.getAllByText('minuten (standaard 60)')).toHaveLength(2);
    await type(/^Vanaf hoeveel minuten/, '90');
    expect(screen.getByText('De bel gaat om 08:30. De school hoort een signaal vanaf 07:00.')).toBeTruthy();
    await type(/^Welk nummer/, ' 013 - 123 45 99');
    await type(/^Hoelang na het inloggen/, '30');
    await doing(() => fireEvent.click(screen.getByLabelText('Ja, eerst goedkeuren')));
    await press('Opslaan');
    const chosen = { ...DEFAULTS, windowMinutes: 90, stepUpMinutes: 30, approveDevices: true, phone: '013 - 123 45 99' };
    expect(live.rest.put.mock.calls).toEqual([[SETTINGS, chosen]]);
    expect(document.activeElement?.textContent).toBe('Opgeslagen. Het geldt vanaf nu.');
    await type(/^Hoelang na het inloggen/, '31');
    expect(screen.queryByText('Opgeslagen. Het geldt vanaf nu.')).toBeNull();
  });

  test('[R-SETTINGS-1] within bounds and in order; each fault is named with its question', async () => {
    await opens('Instellingen');
    await type(/^Vanaf hoeveel minuten/, '4');
    await type(/^Na hoeveel minuten klinkt/, '2,5');
    await type(/^Welk nummer/, 'bel Wim');
    await press('Opslaan');
    const summary = within(screen.getByRole('region', { name: 'Controleer de onderstaande velden' }));
    expect(summary.getAllByRole('link').map(({ textContent }) => textContent)).toEqual([
      'Welk nummer belt een school bij twijfel? Dit telefoonnummer klopt niet. Bijvoorbeeld: 013 - 123 45 67.',
      'Vanaf hoeveel minuten voor de bel hoort een school een signaal? Vul een heel getal in van 5 tot en met 240.',
      'Na hoeveel minuten klinkt een signaal nog een keer? Vul een heel getal in van 1 tot en met 60.',
    ]);
    await type(/^Welk nummer/, '');
    await type(/^Vanaf hoeveel minuten/, '5');
    await type(/^Na hoeveel minuten klinkt/, '6');
    await type(/^Na hoeveel minuten vragen we de gemeente/, '4');
    await press('Opslaan');
    expect(screen.getByText('Collega’s zien het pas als het opnieuw klonk.')).toBeTruthy();
    expect(screen.getByText('Bellen komt pas als collega’s het zien.')).toBeTruthy();
    expect(live.rest.put).not.toHaveBeenCalled();
  });

  test('[R-SETTINGS-1] go back to the defaults after a question', async () => {
    const kept = { ...DEFAULTS, phone: '013 - 123 45 98' };
    answers({
      'GET /v1/organisation': { name: 'Regio Elzenmeer', settings: { ...kept, windowMinutes: 45 }, defaults: DEFAULTS },
    });
    await opens('Instellingen');
    await press('Zet terug op standaard');
    await press('Ja, zet alles terug');
    expect(live.rest.put.mock.calls).toEqual([[SETTINGS, kept]]);
    expect(field(/^Vanaf hoeveel minuten/).value).toBe('60');
    expect(document.activeElement?.textContent).toBe('Opgeslagen. Het geldt vanaf nu.');
    expect(screen.queryByRole('button', { name: 'Ja, zet alles terug' })).toBeNull();
  });

  test('[R-SETTINGS-1] that were not saved say so, and stay', async () => {
    live.rest.answers[`PUT ${SETTINGS}`] = { ok: false, code: 'no-answer' };
    await opens('Instellingen');
    await type(/^Vanaf hoeveel minuten/, '90');
    await press('Opslaan');
    expect(screen.getByText(/We kregen geen antwoord/)).toBeTruthy();
    expect(field(/^Vanaf hoeveel minuten/).value).toBe('90');
  });
});

describe('the devices of somebody', () => {
  const anne = {
    id: 'anne',
    name: 'Anne Smit',
    email: 'anne@linde.example',
    roles: [],
    passkeys: 1,
    accounts: 0,
    invitation: null,
  };

  test('[R-ADMIN-2] are named with their days, and signed out one by one', async () => {
    const days = { since: '2026-03-01', usedOn: '2026-03-12' };
    answers({
      'POST /v1/people/search': [{ ...anne, sessions: 2 }],
      'GET /v1/people/anne/sessions': [
        { id: 'one', label: 'Safari · iPhone', use: 'own', ...days },
        { id: 'two', label: '', use: null, ...days },
      ],
    });
    await opens('Mensen');
    await press('Anne Smit');
    expect(screen.getByText('Alleen ik · sinds 1 maart 2026, laatst gebruikt op 12 maart 2026')).toBeTruthy();
    expect(screen.getByText('Sinds 1 maart 2026, laatst gebruikt op 12 maart 2026')).toBeTruthy();
    await press('Haal toegang weg: Onbekend apparaat');
    answers({ 'POST /v1/people/search': [{ ...anne, sessions: 1 }], 'GET /v1/people/anne/sessions': [] });
    await press('Ja, haal weg');
    expect(live.rest.delete.mock.calls).toEqual([['/v1/people/anne/sessions/two']]);
    expect(document.activeElement?.textContent).toBe('Dat apparaat van Anne Smit is uitgelogd.');
    expect(screen.queryByText('Safari · iPhone')).toBeNull();
  });
});
