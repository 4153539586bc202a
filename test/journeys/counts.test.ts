import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { PublishedCounts } from '../../src/contract/index.js';
import { DATABASE, type Database } from '../../src/directory/database.js';
import { counts as countsTable } from '../../src/directory/schema.js';
import { Tally } from '../../src/signals/index.js';
import { at } from '../support/fake-clock.js';
import { ok, Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';

describe('counts, from the first signal until the quarter is over', () => {
  const context = withApp();
  const ask = async (path: string, person?: Person) => {
    const headers: Record<string, string> = person ? { authorization: `Bearer ${await person.token()}` } : {};
    return fetch(context.app.url + path, { headers });
  };
  const publishedFor = async (person: Person) => (await (await ask('/v1/counts', person)).json()) as PublishedCounts;
  const signsIn = (name: string) => Person.signsIn(context.app, name);
  const storedNow = async () => {
    const rows = await context.app.running.app.get<Database>(DATABASE).select().from(countsTable);
    return rows.map(({ sector, quarter, kind, number }) => `${sector} ${quarter} ${kind} ${number}`).sort();
  };

  /** The clock goes on, and what is stored on the way is stored. */
  const goesTo = async (moment: number, until: string) => {
    await context.app.clock.goTo(moment);
    const karin = await signsIn('Karin de Graaf');
    while ((await publishedFor(karin)).until !== until) await setTimeout(20);
  };

  test('[R-COUNT-7] two signals of which one is withdrawn are counted at midnight', async () => {
    const [karin, hans, marijke] = [
      await context.arrives('Karin de Graaf'),
      await context.arrives('Hans Willems'),
      await context.arrives('Marijke Bos'),
    ];
    const pupil = madeUpPupil();
    const known = await karin.sends(pupil, 'linde');
    await hans.opens(known, LINDE);
    await hans.passesOn(known, pupil, 'Marijke Bos');
    await marijke.opensCopy(known);
    ok(await marijke.says('signal:know', { id: known }));
    const withdrawn = await karin.sends(madeUpPupil(), 'linde');
    ok(await karin.says('signal:withdraw', { id: withdrawn }));
    expect(await storedNow()).toEqual([]);

    await goesTo(at('2027-01-12 00:00'), '2027-01-11');
    expect(await storedNow()).toEqual([
      'po 2027-Q1 known-before-bell 1',
      'po 2027-Q1 opened-before-bell 1',
      'po 2027-Q1 sent 2',
      'po 2027-Q1 withdrawn 1',
    ]);
  });

  test('[R-COUNT-6] senders and administrators read the suppressed figures of their own organisation', async () => {
    const tally = context.app.running.app.get(Tally);
    const karin = await signsIn('Karin de Graaf');
    const { organisation: region } = (await (await ask('/v1/me', karin)).json()) as { organisation: string };
    for (let i = 0; i < 7; i++) tally.count({ region, sector: 'vo', quarter: '2027-Q1', kind: 'sent' });
    expect(await publishedFor(karin)).toEqual({ since: '2027-01-11', until: '2027-01-11', missingAfter: [], quarters: [] });

    await goesTo(at('2027-04-01 00:00'), '2027-03-31');
    const few = { 'opened-before-bell': null, 'known-before-bell': null, returned: null, withdrawn: null, unopened: null };
    const published = {
      quarter: '2027-Q1',
      rows: [{ sectors: ['po', 'vo', 'mbo'], numbers: { sent: 10, ...few } }],
      withheld: [],
      missingAfter: [],
    };
    for (const name of ['Karin de Graaf', 'Femke Ooms']) {
      expect(await publishedFor(await signsIn(name))).toEqual({
        since: '2027-01-11',
        until: '2027-03-31',
        missingAfter: [],
        quarters: [published],
      });
    }
    expect((await publishedFor(await signsIn('Anja Terpstra'))).quarters).toEqual([
      { quarter: '2027-Q1', rows: [], withheld: ['po', 'vo'], missingAfter: [] },
    ]);
  });

  test('[R-COUNT-6] as CSV too, which no cache keeps', async () => {
    const response = await ask('/v1/counts.csv', await signsIn('Femke Ooms'));
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString()).toContain('\r\n2027-Q1;po + vo + mbo;10;minder dan 5;');
  });

  test.each(['/v1/counts', '/v1/counts.csv'])('[R-COUNT-6] %s is for nobody else', async (path) => {
    for (const name of ['Petra van Dam', 'Marijke Bos']) {
      const refused = await ask(path, await signsIn(name));
      expect([refused.status, refused.headers.get('content-type')]).toEqual([
        403,
        expect.stringContaining('application/problem+json'),
      ]);
      expect(await refused.json()).toMatchObject({ code: 'not-allowed' });
    }
    expect((await ask(path)).status).toBe(401);
  });
});
