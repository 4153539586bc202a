/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { RecipientPage } from '../../../client/recipient/page.js';
import { SenderPage } from '../../../client/sender/page.js';
import type { Reach, TeacherFound } from '../../../src/contract/index.js';
import { doing, fakeLive, PHONE, SCHOOL } from './fake-live.js';
import { found, ME, OPENER } from './school-views.js';

let live: ReturnType<typeof fakeLive>;
beforeEach(() => {
  live = fakeLive();
  history.replaceState(null, '');
});
afterEach(cleanup);

const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
/** It may have changed how people are reached. */
const changes = () => doing(() => (live.presence.value += 1));
const text = () => document.body.textContent;

describe('[R-PRESENCE-9] the sender’s start', () => {
  const { code, name, place, phone } = SCHOOL;
  const nobody = { code, name, place, phone, why: 'nobody' as const };
  const noKey = { code: '00BB00', name: 'Het Kompas', place: 'Goirle', phone: '', why: 'no-key' as const };
  const reach = (schools: number, ...unreachable: (typeof nobody | typeof noKey)[]) =>
    live.schoolsReach.mockResolvedValue({ ok: true, schools, reachable: schools - unreachable.length, unreachable });
  const shows = () => doing(() => render(<SenderPage live={live} />));

  test('says how many schools are reachable, which are not, why, and whom to call', async () => {
    reach(44, nobody, noKey);
    await shows();
    expect(text()).toContain('Scholen bereikbaar: 42 van 44.');
    await press('Bekijk wie niet');
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Niet bereikbaar' }));
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      `OBS De Linde, TilburgEr is nu niemand bereikbaar.Bel ${PHONE}`,
      'Het Kompas, GoirleNiemand kan daar nu een signaal lezen.',
    ]);
    expect(screen.getByRole('link', { name: `Bel ${PHONE}` }).getAttribute('href')).toBe('tel:0131234567');
  });

  test('goes on by itself, and takes the focus from nobody', async () => {
    reach(44, nobody, noKey);
    await shows();
    await press('Bekijk wie niet');
    screen.getByRole('button', { name: 'Terug' }).focus();
    reach(44, noKey);
    await changes();
    expect(text()).toContain('Scholen bereikbaar: 43 van 44.');
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Terug' }));
    reach(44);
    await changes();
    expect(text()).toContain('Alle scholen zijn bereikbaar.');
  });

  test('names a hundred, and says how many more there are', async () => {
    live.schoolsReach.mockResolvedValue({ ok: true, schools: 400, reachable: 250, unreachable: [nobody] });
    await shows();
    await press('Bekijk wie niet');
    expect(text()).toContain('En nog 149 scholen.');
  });

  test('says that it is not known, not what was known before, and asks again', async () => {
    reach(44, nobody);
    await shows();
    live.schoolsReach.mockResolvedValue({ ok: false, code: 'no-answer' });
    await changes();
    expect(text()).toContain('We weten nu niet welke scholen bereikbaar zijn.');
    expect(text()).not.toContain('Scholen bereikbaar');
    reach(44);
    await press('Probeer opnieuw');
    expect(text()).toContain('Scholen bereikbaar: 44 van 44.');
    expect(screen.queryByRole('button', { name: 'Bekijk wie niet' })).toBeNull();
  });

  test('says nothing where no school takes part', async () => {
    reach(0);
    await shows();
    expect(text()).not.toContain('bereikbaar');
  });

  test('shows no answer that is older than another', async () => {
    const answers: ((reachable: number) => void)[] = [];
    live.schoolsReach.mockImplementation(
      () => new Promise((resolve) => answers.push((reachable) => resolve({ ok: true, schools: 9, reachable, unreachable: [] }))),
    );
    await shows();
    await changes();
    await doing(() => answers[1]!(8));
    await doing(() => answers[0]!(7));
    expect(text()).toContain('Scholen bereikbaar: 8 van 9.');
  });
});

describe('[R-PRESENCE-10] the choice of a teacher', () => {
  const someone = (name: string, group: string, reach: Reach, changed: Partial<TeacherFound> = {}): TeacherFound => ({
    ...found(name, group),
    reach,
    ...changed,
  });
  const other = (name: string, group: string, reach: Reach = 'none') =>
    someone(name, group, reach, { groups: [{ name: group, today: false }] });
  const knows = (...teachers: TeacherFound[]) => live.listTeachers.mockResolvedValue({ ok: true, teachers });
  const rows = () => [...document.querySelectorAll('.seintje-radio')].map(({ textContent }) => textContent);
  const shows = async () => {
    live.me.value = ME;
    live.views.value = [OPENER];
    await doing(() => render(<RecipientPage live={live} />));
    await press('Kies de leerkracht');
  };

  test('says of each how they would hear of it', async () => {
    knows(
      someone('Ada Bos', 'Groep 1', 'now'),
      someone('Bo Mol', 'Groep 2', 'push'),
      someone('Cas Vis', 'Groep 3', 'none'),
      someone('Dia Kok', 'Groep 4', 'absent', { devices: [] }),
      someone('Eef Pot', 'Groep 5', 'now', { devices: [] }),
    );
    await shows();
    expect(rows()).toEqual([
      'Groep 1 · Ada BosNu bereikbaar',
      'Groep 2 · Bo MolMelding kan aankomen',
      'Groep 3 · Cas VisNiet bereikbaar. Loop even langs.',
      'Groep 4 · Dia KokIs er vandaag niet',
      'Groep 5 · Eef PotKan dit nu niet lezen. Loop even langs.',
    ]);
  });

  test('offers at once who may stand in where nobody who has the group that day is there', async () => {
    knows(
      someone('Ada Bos', 'Groep 1', 'absent'),
      someone('Bo Mol', 'Groep 1', 'now'),
      someone('Cas Vis', 'Groep 2', 'absent'),
      someone('Eef Pot', 'Groep 3', 'now'),
      other('Dia Kok', 'Groep 2', 'push'),
      other('Fay Vos', 'Groep 1'),
      other('Gijs Ree', 'Groep 2', 'absent'),
    );
    await shows();
    expect(rows()).toEqual([
      'Groep 1 · Ada BosIs er vandaag niet',
      'Groep 1 · Bo MolNu bereikbaar',
      'Groep 2 · Cas VisIs er vandaag niet',
      'Groep 2 · Dia KokValt misschien in · Melding kan aankomen',
      'Groep 3 · Eef PotNu bereikbaar',
      'Groep 1 · Fay VosHeeft vandaag geen les',
      'Groep 2 · Gijs ReeHeeft vandaag geen les',
    ]);
  });

  test('follows what becomes known, and moves nothing as long as somebody is chosen', async () => {
    const [ada, cas, dia] = [
      someone('Ada Bos', 'Groep 1', 'now'),
      someone('Cas Vis', 'Groep 2', 'now'),
      other('Dia Kok', 'Groep 1'),
    ];
    knows(ada, cas, dia);
    await shows();
    const box = screen.getByLabelText(/Cas Vis/);
    box.focus();
    await doing(() => fireEvent.click(box));
    knows({ ...ada, reach: 'absent' }, cas, dia);
    await changes();
    expect(rows()).toEqual([
      'Groep 1 · Ada BosIs er vandaag niet',
      'Groep 2 · Cas VisNu bereikbaar',
      'Groep 1 · Dia KokValt misschien in · Niet bereikbaar. Loop even langs.',
    ]);
    expect((box as HTMLInputElement).checked).toBe(true);
    expect(document.activeElement).toBe(box);
    expect(screen.getByRole('button', { name: 'Stuur naar Cas Vis' })).toBeTruthy();
    await doing(() => fireEvent.click(box));
    expect(rows().map((row) => row?.slice(10, 13))).toEqual(['Ada', 'Dia', 'Cas']);
    // Without an answer what was known stays.
    live.listTeachers.mockResolvedValue({ ok: false, code: 'no-answer' });
    await changes();
    expect(rows()).toHaveLength(3);
  });
});
