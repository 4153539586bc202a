import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chromium } from 'playwright-core';
import { Canary } from '../support/canary.js';
import { madeUpPupil } from '../support/pupils.js';
import { Search } from '../support/search.js';
import { CHROMIUM, inChromium } from './support/chromium.js';
import { eventually } from './support/part.js';
import { Recipient } from './support/recipient.js';
import { Sender } from './support/sender.js';
import { Teacher } from './support/teacher.js';
import { expectNothingOf, textsOf, tracesIn } from './support/traces.js';
import { withVisits } from './support/visits.js';

const RESTORING = { ...CHROMIUM, args: [...CHROMIUM.args!, '--restore-last-session'] };

inChromium('what a browser keeps in the folder of its profile', () => {
  const visits = withVisits();
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seintje-profiles-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('[R-CLIENT-3] killed while the name is on screen, typed, sent, opened and shown, it holds no trace of it, nor when it is opened again', async () => {
    const { arrives } = visits;
    const people = { karin: 'Karin de Graaf', petra: 'Petra van Dam', marijke: 'Marijke Bos' };
    const [karin, petra, marijke] = await Promise.all([
      arrives(Sender, people.karin, { profile: join(folder, 'karin') }),
      arrives(Recipient, people.petra, { profile: join(folder, 'petra') }),
      arrives(Teacher, people.marijke, { profile: join(folder, 'marijke') }),
    ]);
    const pupil = madeUpPupil();
    const another = madeUpPupil();
    await karin.sendsASignalFor(pupil);
    await petra.opensTheSignal(pupil);
    await petra.passesItOnTo('Marijke Bos');
    await marijke.isAlerted();
    await marijke.opensTheCard(pupil);
    // Half-way another one: what is typed is in a form.
    await karin.presses('Nog een leerling van deze school');
    await karin.fillsInPupil(another);
    expect((await tracesIn(karin.page)).markup).toContain(another.name);

    const address = new Canary(new URL(petra.page.url()).pathname);
    for (const name of Object.keys(people)) process.kill(await browserOf(join(folder, name)), 'SIGKILL');
    await eventually(() => expect([karin, petra, marijke].map(({ page }) => page.isClosed())).toEqual([true, true, true]));
    const texts = [pupil, another].flatMap((each) => [...textsOf(each), JSON.stringify(each.dateOfBirth)]);
    const traces = () => new Search(texts.map((text) => new Canary(text))).folder(folder);
    expect(traces()).toEqual([]);
    // The control: the search does find what a browser keeps of its own accord.
    expect(new Search([address]).folder(join(folder, 'petra')).length).toBeGreaterThan(0);

    // As whoever comes back to it does: with the tabs that were open.
    const addresses = { karin: karin.page.url(), petra: petra.page.url(), marijke: marijke.page.url() };
    for (const [name, url] of Object.entries(addresses)) {
      const context = await chromium.launchPersistentContext(join(folder, name), RESTORING);
      const page = context.pages().find((each) => each.url() === url) ?? (await context.newPage());
      if (page.url() !== url) await page.goto(url);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      expectNothingOf(pupil, await tracesIn(page));
      expectNothingOf(another, await tracesIn(page));
      await context.close();
    }
    expect(traces()).toEqual([]);
  });
});

/** The process of the browser that uses a profile: Chromium's lock says `host-pid`. */
async function browserOf(profile: string): Promise<number> {
  return Number(/\d+$/.exec(await readlink(join(profile, 'SingletonLock')))![0]);
}
