import { expect, test } from '@jest/globals';
import type { BrowserContext } from 'playwright-core';
import { expectConsole } from '../support/expect-console.js';
import { at } from '../support/fake-clock.js';
import { ioServerOf } from '../support/io-server.js';
import { madeUpPupil } from '../support/pupils.js';
import { withServers } from '../support/server-process.js';
import { inChromium } from './support/chromium.js';
import { holdsBack } from './support/network.js';
import { eventually } from './support/part.js';
import { Recipient } from './support/recipient.js';
import { Sender } from './support/sender.js';
import { Teacher } from './support/teacher.js';
import { expectNothingOf, tracesIn } from './support/traces.js';
import { withBrowsers, withVisits } from './support/visits.js';

const MINUTE = 60_000;

inChromium('a connection that fails', () => {
  const visits = withVisits();
  const { arrives, opens } = visits;

  /** The network of one browser is gone, as under a bridge: nothing closes the sockets. */
  async function goesOffline(context: BrowserContext): Promise<void> {
    expectConsole(/ERR_INTERNET_DISCONNECTED/);
    await context.setOffline(true);
  }

  test('[R-CLIENT-2] [R-CLIENT-3] [R-WAKE-1] [R-WAKE-2] a loss is told and hides the name; "je mist niets" is only said after the inbox', async () => {
    const context = await opens({ timed: true });
    const wire = await holdsBack(context, /"epoch"/);
    const karin = await arrives(Sender, 'Karin de Graaf');
    const petra = await arrives(Recipient, 'Petra van Dam', { in: context });
    const pupil = madeUpPupil();
    await karin.sendsASignalFor(pupil);
    await petra.opensTheSignal(pupil);

    await goesOffline(context);
    await eventually(async () => {
      await context.clock.fastForward(5_000);
      await petra.page.getByText('Geen verbinding sinds 08:02.').first().waitFor({ timeout: 50 });
    });
    await petra.sees('Nieuwe signalen komen hier niet binnen. We proberen het steeds opnieuw.');
    await petra.seesHeading('De naam is verborgen.');
    expectNothingOf(pupil, await tracesIn(petra.page));

    wire.holds();
    await context.setOffline(false);
    await wire.heldOne();
    expect(await petra.page.getByText('Je mist niets.').count()).toBe(0);
    wire.letThrough('late');
    await petra.sees('De verbinding is er weer. Je mist niets.');
    await petra.presses('Toon naam');
    await petra.seesHeading(pupil.name);
    await petra.seesNo('De verbinding is er weer. Je mist niets.');

    // An hour goes by while the machine sleeps: its clock knows, and nothing else. What the page asks then is never answered.
    wire.holds();
    await context.clock.setSystemTime(at('2027-01-11 09:10'));
    await context.clock.runFor(1_000);
    await wire.heldOne();
    await context.clock.runFor(9_000);
    await petra.sees(/^Geen verbinding sinds 08:0\d\.$/);
    expect(await petra.page.getByText('Je mist niets.').count()).toBe(0);
    wire.letThrough();
    await eventually(async () => {
      await context.clock.runFor(2_000);
      await petra.page.getByText('De verbinding is er weer. Je mist niets.').first().waitFor({ timeout: 50 });
    });
    // For the server no time went by, and it is the server's that counts.
    await petra.sees(/^Verbonden · gecontroleerd om 08:0\d$/);
  });

  test('[R-END-3] pages wipe themselves at the end of the school day, also without a connection', async () => {
    const contexts = await Promise.all([1, 2, 3].map(() => opens({ timed: true })));
    const [karin, petra, marijke] = await Promise.all([
      arrives(Sender, 'Karin de Graaf', { in: contexts[0] }),
      arrives(Recipient, 'Petra van Dam', { in: contexts[1] }),
      arrives(Teacher, 'Marijke Bos', { in: contexts[2] }),
    ]);
    const pupil = madeUpPupil();
    await karin.sendsASignalFor(pupil);
    await petra.opensTheSignal(pupil);
    await petra.passesItOnTo('Marijke Bos');
    await marijke.opensTheCard(pupil);
    const another = madeUpPupil();
    await karin.presses('Nog een leerling van deze school');
    await karin.fillsIn(another, 'OBS De Linde');

    for (const context of contexts) await goesOffline(context);
    for (const { clock } of contexts) await clock.fastForward(at('2027-01-11 15:30') - at('2027-01-11 08:02'));
    await marijke.sees('Dit bericht is gewist.');
    await petra.sees('Het signaal is gewist.');
    await karin.sees('De schooldag is voorbij. Alle signalen van vandaag zijn gewist.');
    for (const { page } of [karin, petra, marijke]) expectNothingOf(pupil, await tracesIn(page));
    // Nobody came back to what was being typed.
    await karin.seesHeading('Wat je typte, is gewist.');
    expectNothingOf(another, await tracesIn(karin.page));
  });

  test('[R-TOKEN-3] after the end of its token a page comes back by itself', async () => {
    const karin = await arrives(Sender, 'Karin de Graaf');
    const petra = await arrives(Recipient, 'Petra van Dam');
    const sockets = () => ioServerOf(visits.app).engine.clientsCount;
    await visits.app.clock.pass(10 * MINUTE + 1);
    await eventually(() => expect(karin.commands('device:register').length + petra.commands('device:register').length).toBe(4));
    await eventually(() => expect(sockets()).toBe(2));
    const pupil = madeUpPupil();
    await karin.sendsASignalFor(pupil);
    await petra.opensTheSignal(pupil);
    expect(petra.loads).toBe(1);
  });

  test('[R-CLIENT-7] two tabs of one person agree', async () => {
    const karin = await arrives(Sender, 'Karin de Graaf');
    const petra = await arrives(Recipient, 'Petra van Dam');
    const again = await arrives(Recipient, 'Petra van Dam', { in: petra.page.context() });
    const pupil = madeUpPupil();
    await karin.sendsASignalFor(pupil);
    await Promise.all([petra.isAlerted(), again.isAlerted()]);
    await petra.opensTheSignal(pupil);
    await again.sees(/^Geopend om \d\d:\d\d$/);
    await again.presses('Toon naam');
    await again.seesHeading(pupil.name);
    await again.presses('Kies de leerkracht');
    await again.presses('Ik regel dit zelf');
    await again.presses('Ja, ik regel het');
    await petra.sees('Je regelt dit zelf.');
    await petra.isDone();
    for (const tab of [petra, again]) await tab.sees('Het signaal is hier gewist.');
    for (const { page } of [petra, again]) expectNothingOf(pupil, await tracesIn(page));
  });

  test('[R-CLIENT-7] the back button keeps what was typed, and never sends again', async () => {
    await arrives(Recipient, 'Petra van Dam');
    const karin = await arrives(Sender, 'Karin de Graaf');
    const pupil = madeUpPupil();
    const typed = () => karin.page.getByLabel('Hoe heet de leerling?').inputValue();
    await karin.startsASignal();
    await karin.fillsIn(pupil, 'OBS De Linde');
    await karin.goesOn();
    await karin.seesHeading('Klopt dit?');
    await karin.page.goBack();
    await karin.seesHeading('Nieuw signaal');
    expect(await typed()).toBe(pupil.name);
    expect(await karin.page.getByRole('radio', { name: /^OBS De Linde/ }).isChecked()).toBe(true);

    await karin.goesOn();
    await karin.presses('Stuur naar OBS De Linde');
    await karin.seesHeading('Het signaal is verstuurd naar OBS De Linde.');
    await karin.page.goBack();
    await karin.seesHeading('Nieuw signaal');
    expect(await typed()).toBe('');
    await karin.page.goForward();
    await karin.seesHeading('Het signaal is verstuurd naar OBS De Linde.');
    expect(karin.commands('signal:send').length).toBe(1);
  });

  test('[R-CLIENT-7] closing the tab asks first while a signal is unread, and not after', async () => {
    const petra = await arrives(Recipient, 'Petra van Dam');
    const karin = await arrives(Sender, 'Karin de Graaf');
    const pupil = madeUpPupil();
    await karin.sendsASignalFor(pupil);
    const asked = karin.page.waitForEvent('dialog');
    await karin.page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await petra.opensTheSignal(pupil);
    await karin.sees('De school kiest nu de leerkracht.');
    const closed = karin.page.waitForEvent('close');
    await karin.page.close({ runBeforeUnload: true });
    await closed;
  });
});

inChromium('a server that starts anew', () => {
  let url = '';
  const { arrives } = withBrowsers(() => url);
  const servers = withServers();

  test('[R-CLIENT-1] [R-MEND-3] killed before it was opened and again after, it goes on without anybody doing anything', async () => {
    let server = await servers.start().runs();
    ({ url } = server);
    const [karin, petra, marijke] = [
      await arrives(Sender, 'Karin de Graaf'),
      await arrives(Recipient, 'Petra van Dam'),
      await arrives(Teacher, 'Marijke Bos'),
    ];
    const pages = [karin, petra, marijke];
    expectConsole(/ERR_CONNECTION_REFUSED|WebSocket/);

    /** Killed, and started anew; every page has been there again. */
    async function starts(): Promise<void> {
      const before = pages.map((page) => page.commands('device:register').length);
      server.send('SIGKILL');
      await server.ended;
      server = await servers.start({ PORT: new URL(url).port }).runs();
      // Pages wait some seconds between two attempts, and none where the browser says that there is a network.
      for (const { page } of pages) await page.evaluate(() => window.dispatchEvent(new Event('online')));
      for (const [at, page] of pages.entries())
        await eventually(() => expect(page.commands('device:register').length).toBeGreaterThan(before[at]!));
    }

    const pupil = madeUpPupil();
    await karin.sendsASignalFor(pupil);
    await petra.isAlerted();
    await starts();
    await petra.opensTheSignal(pupil);
    await karin.sees('De school kiest nu de leerkracht.');
    await starts();
    await petra.passesItOnTo('Marijke Bos');
    await marijke.opensTheCard(pupil);
    await karin.sees('De leerkracht weet het nog niet.');

    const ids = [...karin.commands('signal:send'), ...karin.commands('signal:reseal')].map(
      (frame) => /"id":"([^"]+)"/.exec(frame)![1],
    );
    expect(new Set(ids).size).toBe(1);
    expect(petra.commands('copies:reseal').length).toBeGreaterThan(0);
    expect(pages.map(({ loads }) => loads)).toEqual([1, 1, 1]);
  });
});
