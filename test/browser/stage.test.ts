import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { expectConsole } from '../support/expect-console.js';
import { madeUpPupil } from '../support/pupils.js';
import { inChromium } from './support/chromium.js';
import { eventually, type Part, type PartClass } from './support/part.js';
import { Recipient } from './support/recipient.js';
import { Sender } from './support/sender.js';
import { Teacher } from './support/teacher.js';
import { withVisits } from './support/visits.js';

const WIDE = { viewport: { width: 1440, height: 1000 } };

inChromium('the stage of the demonstration', () => {
  const visits = withVisits();
  const inFrame = <P extends Part>(as: PartClass<P>, page: Page, title: RegExp) =>
    new as(page, String(title), page.frameLocator(`iframe[title^="${title.source}"]`));

  async function opensStage() {
    const context = await visits.opens(WIDE);
    const page = await context.newPage();
    return {
      context,
      page,
      sender: inFrame(Sender, page, /Zender/),
      school: inFrame(Recipient, page, /School/),
      teacher: inFrame(Teacher, page, /Leerkracht/),
      async begins() {
        await page.goto(visits.app.url);
        await inFrame(Sender, page, /Zender/).isConnected();
      },
    };
  }

  test('[R-DEMO-1] has three parts in one browser; the sender joins once the devices of the others are known', async () => {
    const { page, sender, school, teacher, begins } = await opensStage();
    const happened: string[] = [];
    page.on('request', (request) => {
      if (/\/deel\//.test(request.url())) happened.push('part');
    });
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (/^43\d+\[\{"ok":true,"device":/.test(String(payload))) happened.push('device');
      }),
    );
    await begins();
    expect(happened).toEqual(['part', 'part', 'device', 'device', 'part', 'device']);

    const pupil = madeUpPupil();
    await sender.sendsASignalFor(pupil);
    await school.isAlerted();
    await school.opensTheSignal(pupil);
    await school.passesItOnTo('Noor el Amrani');
    await teacher.isAlerted();
    await teacher.opensTheCard(pupil);
    await teacher.knows();
    await school.sees('Noor weet het.');
    await sender.seesHeading('De leerkracht op OBS De Linde weet het.');
  });

  test('[R-DEMO-1] [R-TOKEN-5] [R-CLIENT-4] signing out one part takes its key along, and leaves the others', async () => {
    const { page, sender, school, teacher, begins } = await opensStage();
    await begins();
    const kept = { extractable: false, taken: 'refused' };
    expect(await page.evaluate(deviceKeys)).toEqual([kept, kept, kept]);
    await teacher.signsOut();
    await eventually(async () => expect(await page.evaluate(deviceKeys)).toEqual([kept, kept]));
    const pupil = madeUpPupil();
    await sender.sendsASignalFor(pupil);
    await school.opensTheSignal(pupil);
    await school.presses('Kies de leerkracht');
    await school.sees('Kan dit nu niet lezen. Loop even langs.');
    await teacher.presses('Ga verder als Noor el Amrani');
    await teacher.isConnected();
    await school.presses('Terug');
    await school.passesItOnTo('Noor el Amrani');
    await teacher.isAlerted();
  });

  test('[R-DEMO-1] the same three in tabs of one browser, by the links beneath the stage', async () => {
    const { context, page, begins } = await opensStage();
    await begins();
    expectConsole(/401/);
    const yvonne = await followsLink(Recipient, context, page, 'Yvonne Maas');
    const naima = await followsLink(Teacher, context, page, 'Naïma Bouzid');
    const mo = await followsLink(Sender, context, page, 'Mo Benali');
    const pupil = madeUpPupil();
    await mo.sendsASignalFor(pupil, 'Merencollege');
    await yvonne.isAlerted();
    await yvonne.opensTheSignal(pupil);
    await yvonne.passesItOnTo('Naïma Bouzid');
    await naima.opensTheCard(pupil);
    await naima.knows();
    await mo.seesHeading('De leerkracht op Merencollege weet het.');
  });

  test('[R-DEMO-1] somebody who does not exist is told so', async () => {
    expectConsole(/401/);
    const page = await (await visits.opens()).newPage();
    await page.goto(`${visits.app.url}/deel/${randomUUID()}`);
    await page.getByRole('heading', { name: 'Deze persoon kennen we niet.' }).waitFor();
    await page.getByRole('link', { name: 'Naar de demonstratie' }).click();
    await page.getByRole('heading', { name: 'Een signaal, van gemeente tot leerkracht.' }).waitFor();
    await eventually(() => expect(page.frames().length).toBe(4));
  });

  async function followsLink<P extends Part>(as: PartClass<P>, context: BrowserContext, stage: Page, name: string): Promise<P> {
    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      stage
        .getByRole('link', { name: new RegExp(`^${name}`) })
        .first()
        .click(),
    ]);
    const part = new as(tab, name);
    await part.presses(`Ga verder als ${name}`);
    await part.isConnected();
    return part;
  }
});

/** Runs in the page: the private keys that this browser keeps, and what comes of trying to take them out. */
async function deviceKeys() {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve) => request.addEventListener('success', () => resolve(request.result)));
  const databases = await indexedDB.databases();
  return Promise.all(
    databases.map(async ({ name = '' }) => {
      const database = await settled(indexedDB.open(name));
      const { privateKey } = (await settled(database.transaction('keys').objectStore('keys').get('device'))) as CryptoKeyPair;
      database.close();
      const taken = await Promise.any(
        (['pkcs8', 'jwk'] as const).map((format) => crypto.subtle.exportKey(format, privateKey).then(() => format)),
      ).catch(() => 'refused');
      return { extractable: privateKey.extractable, taken };
    }),
  );
}
