import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Canary } from '../support/canary.js';
import { at } from '../support/fake-clock.js';
import { madeUpPupil } from '../support/pupils.js';
import { Search } from '../support/search.js';
import { inChromium } from './support/chromium.js';
import { Recipient } from './support/recipient.js';
import { Sender } from './support/sender.js';
import { Teacher } from './support/teacher.js';
import { expectNothingOf, textsOf, tracesIn } from './support/traces.js';
import { withVisits } from './support/visits.js';

inChromium('a signal for a pupil of OBS De Linde, in a browser for each', () => {
  const visits = withVisits();
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seintje-profiles-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('[R-CLIENT-3] [R-END-3] travels from Karin to Petra to Marijke, and is gone everywhere at the end of the day', async () => {
    const { arrives, app } = visits;
    const [karin, petra, marijke, wim, tom] = await Promise.all([
      arrives(Sender, 'Karin de Graaf', { profile: join(folder, 'karin') }),
      arrives(Recipient, 'Petra van Dam', { profile: join(folder, 'petra') }),
      arrives(Teacher, 'Marijke Bos', { profile: join(folder, 'marijke') }),
      arrives(Recipient, 'Wim Verhoeven'),
      arrives(Teacher, 'Tom Vos'),
    ]);
    const pupil = madeUpPupil();

    await karin.startsASignal();
    karin.taps = 0;
    // Three questions: which school, which name, which date.
    const fields = karin.page.getByRole('main').getByRole('textbox');
    expect(await fields.evaluateAll((all) => all.map((each) => (each as HTMLInputElement).labels![0]!.textContent))).toEqual([
      'Zoek op naam, plaats of BRIN.',
      'Hoe heet de leerling?',
      'Dag',
      'Maand',
      'Jaar',
    ]);
    await karin.fillsIn(pupil, 'OBS De Linde');
    await karin.goesOn();
    await karin.presses('Stuur naar OBS De Linde');
    await karin.seesHeading('Het signaal is verstuurd naar OBS De Linde.');
    expect(karin.taps).toBe(2);

    await petra.isAlerted();
    await karin.sees('De school heeft het nog niet geopend.');
    await petra.opensTheSignal(pupil);
    await karin.sees('De school kiest nu de leerkracht.');
    await petra.passesItOnTo('Marijke Bos');
    expect(petra.taps).toBeLessThanOrEqual(4);

    await marijke.isAlerted();
    await marijke.opensTheCard(pupil);
    const shown = await tracesIn(marijke.page);
    expect(shown.markup).toContain(pupil.name);
    expect(shown.tree).toContain(pupil.name);
    expectNothingOf(pupil, { outside: shown.outside, stores: shown.stores });
    await marijke.knows();
    expect(marijke.taps).toBeLessThanOrEqual(3);

    await petra.sees('Marijke weet het.');
    await karin.seesHeading('De leerkracht op OBS De Linde weet het.');
    await petra.isDone();
    await petra.sees('Het signaal is hier gewist. Marijke ziet het nog tot vandaag 15:30.');
    await karin.sees('OBS De Linde is klaar. Het signaal is gewist.');
    for (const { page } of [karin, petra]) expectNothingOf(pupil, await tracesIn(page));
    for (const { loads } of [karin, petra, marijke]) expect(loads).toBe(1);

    await marijke.page.reload();
    await marijke.showsTheName(pupil);
    await app.clock.goTo(at('2027-01-11 15:29'));
    await marijke.page.reload();
    await marijke.showsTheName(pupil);
    await app.clock.goTo(at('2027-01-11 15:30'));
    await marijke.sees('Dit bericht is gewist.');
    expectNothingOf(pupil, await tracesIn(marijke.page));
    await marijke.page.reload();
    await marijke.seesHeading('Niets voor jou op dit moment.');

    await wim.seesHeading('Er is nu geen signaal.');
    await tom.seesHeading('Niets voor jou op dit moment.');
    for (const { page, heard } of [wim, tom]) {
      expect(heard.length).toBeGreaterThan(0);
      expect(heard.filter((frame) => /signal:|"progress"/.test(frame))).toEqual([]);
      expectNothingOf(pupil, await tracesIn(page));
    }

    const address = new Canary(new URL(petra.page.url()).pathname);
    for (const { page } of [karin, petra, marijke]) await page.context().close();
    const search = new Search([...textsOf(pupil), JSON.stringify(pupil.dateOfBirth)].map((text) => new Canary(text)));
    expect(search.folder(folder)).toEqual([]);
    // The control: the search does find what a browser keeps of its own accord.
    expect(new Search([address]).folder(join(folder, 'petra')).length).toBeGreaterThan(0);
  });
});
