import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectConsole } from '../support/expect-console.js';
import { madeUpPupil } from '../support/pupils.js';
import { inChromium } from './support/chromium.js';
import { overflowOf, recordsLiveRegions, smallTargetsOf } from './support/layout.js';
import { eventually, Part } from './support/part.js';
import { Recipient } from './support/recipient.js';
import { Sender } from './support/sender.js';
import { Teacher } from './support/teacher.js';
import { expectNothingOf, tracesIn } from './support/traces.js';
import { withVisits } from './support/visits.js';

const MINUTE = 60_000;

inChromium('a page for everybody', () => {
  const visits = withVisits();
  const { arrives, opens } = visits;

  test('[R-CLIENT-8] a signal is sent by the keyboard alone', async () => {
    const petra = await arrives(Recipient, 'Petra van Dam');
    const karin = await arrives(Sender, 'Karin de Graaf');
    const { keyboard } = karin.page;
    const pupil = madeUpPupil();
    const [year, month, day] = pupil.dateOfBirth.split('-');

    await karin.enters('Nieuw signaal');
    await karin.tabsTo(/^Zoek op naam, plaats of BRIN\./);
    await keyboard.type('linde');
    await karin.page.getByRole('radio', { name: /^OBS De Linde/ }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Space');
    await karin.tabsTo(/^Hoe heet de leerling\?/);
    await keyboard.type(pupil.name);
    for (const [label, typed] of [
      ['Dag', day],
      ['Maand', month],
      ['Jaar', year],
    ] as const) {
      await karin.tabsTo(label);
      await keyboard.type(typed!);
    }
    await keyboard.press('Enter');
    await karin.seesHeading('Klopt dit?');
    expect(await karin.focused()).toBe('Klopt dit?');
    await karin.enters('Stuur naar OBS De Linde');
    await karin.seesHeading('Het signaal is verstuurd naar OBS De Linde.');
    expect(await karin.focused()).toBe('Het signaal is verstuurd naar OBS De Linde.');
    await petra.isAlerted();
  });

  test('[R-CLIENT-8] an administrator gets everywhere and back, and changes a school, by the keyboard alone', async () => {
    const femke = await arrives(Part, 'Femke Ooms');
    const { keyboard } = femke.page;
    const isAt = (name: string) => eventually(async () => expect(await femke.focused()).toBe(name));
    for (const place of ['Mensen', 'Inlezen', 'Nog niet klaar', 'Instellingen', 'Logboek']) {
      await femke.enters(place);
      // Its heading, and not what led there, which says the same.
      await femke.page.locator('h1:focus', { hasText: place }).waitFor();
      await femke.enters('Terug');
      await isAt(place);
    }
    // Tabbing goes round: from the last one to the first.
    await femke.enters('Scholen');
    await femke.page.locator('h1:focus', { hasText: 'Scholen' }).waitFor();
    await femke.tabsTo(/^Zoek op naam/);
    await keyboard.type('linde');
    await femke.sees('1 school gevonden.');
    await femke.enters('OBS De Linde');
    await femke.page.locator('h1:focus', { hasText: 'OBS De Linde' }).waitFor();
    await femke.enters('Wijzig de gegevens');
    await femke.tabsTo(/^Telefoon/);
    await keyboard.press('Control+a');
    await keyboard.type('013 - 765 43 21');
    await keyboard.press('Enter');
    await femke.sees('Opgeslagen.');
    await femke.sees('013 - 765 43 21');
    await femke.enters('Terug');
    await isAt('OBS De Linde');
  }, 60_000);

  test('[R-CLIENT-3] a teacher shows and hides the name by the keyboard, and it hides by itself', async () => {
    const [karin, petra, marijke] = await Promise.all([
      arrives(Sender, 'Karin de Graaf'),
      arrives(Recipient, 'Petra van Dam'),
      arrives(Teacher, 'Marijke Bos', { timed: true }),
    ]);
    const { page } = marijke;
    const pupil = madeUpPupil();
    await karin.sendsASignalFor(pupil);
    await petra.opensTheSignal(pupil);
    await petra.passesItOnTo('Marijke Bos');
    await marijke.isAlerted();
    const isHidden = async () => expectNothingOf(pupil, await tracesIn(page));

    await marijke.button('Toon').focus();
    await page.keyboard.press('Enter');
    await marijke.seesHeading(pupil.name);
    expect(await marijke.focused()).toBe('Verberg naam');
    await marijke.presses('Toon geboortedatum');
    expect((await tracesIn(page)).markup).toContain(pupil.dateOfBirth.slice(0, 4));
    await marijke.button('Verberg naam').focus();
    await page.keyboard.press('Space');
    await marijke.seesHeading('De naam is verborgen.');
    await isHidden();

    await page.keyboard.press('Space');
    await marijke.seesHeading(pupil.name);
    await page.keyboard.press('Escape');
    await marijke.button(/Klik of druk op een toets om terug te gaan\.$/).waitFor();
    await isHidden();
    await page.keyboard.press('Space');
    await marijke.seesHeading('De naam is verborgen.');

    await marijke.showsTheName(pupil);
    await page.clock.fastForward(19_000);
    await marijke.seesHeading(pupil.name);
    await page.clock.fastForward(1_000);
    await marijke.seesHeading('De naam is verborgen.');
    await isHidden();

    await marijke.showsTheName(pupil);
    for (let press = 0; press < 3; press++) await page.keyboard.press('Shift');
    await marijke.button(/Klik of druk op een toets om terug te gaan\.$/).waitFor();
    await isHidden();
  });

  test('[R-CLIENT-8] an alert does not take the focus from somebody who is typing', async () => {
    await arrives(Recipient, 'Petra van Dam');
    const karin = await arrives(Sender, 'Karin de Graaf', { timed: true });
    const { page } = karin;
    await karin.sendsASignalFor(madeUpPupil());
    await karin.presses('Nog een leerling van deze school');
    const name = page.getByLabel('Hoe heet de leerling?');
    await visits.app.clock.pass(8 * MINUTE - 10_000);
    await page.clock.fastForward(8 * MINUTE - 10_000);
    await karin.sees('Verbonden · gecontroleerd om 08:09');
    await name.focus();
    await page.keyboard.type('Zo');
    await page.clock.fastForward(10_000);
    await page.getByRole('alert').getByText('Niemand heeft het signaal geopend. Bel de school.').waitFor();
    await karin.sees('Niemand heeft het signaal geopend. Bel de school.');
    await page.keyboard.type('raya');
    expect(await name.inputValue()).toBe('Zoraya');
    expect(await karin.focused()).toBe('Hoe heet de leerling?');
  });

  test('[R-CLIENT-3] live regions are there before their words, and never hold a name', async () => {
    const contexts = await Promise.all([1, 2, 3].map(() => opens()));
    for (const context of contexts) await recordsLiveRegions(context);
    const [karin, petra, marijke] = await Promise.all([
      arrives(Sender, 'Karin de Graaf', { in: contexts[0] }),
      arrives(Recipient, 'Petra van Dam', { in: contexts[1] }),
      arrives(Teacher, 'Marijke Bos', { in: contexts[2] }),
    ]);
    for (const { page } of [karin, petra, marijke]) {
      expect(await page.getByRole('alert').count()).toBeGreaterThan(0);
      expect(await page.getByRole('status').count()).toBeGreaterThan(0);
    }
    const pupil = madeUpPupil();
    await karin.sendsASignalFor(pupil);
    await petra.opensTheSignal(pupil);
    await petra.passesItOnTo('Marijke Bos');
    await marijke.opensTheCard(pupil);
    await marijke.knows();
    await petra.sees('Marijke weet het.');
    const said = await Promise.all([karin, petra, marijke].map(({ page }) => saidOn(page)));
    expect(said[1]).toContain('Er staat iets voor je klaar.');
    expect(said[2]).toContain('Er staat iets voor je klaar.');
    expectNothingOf(pupil, Object.fromEntries(said.map((words, at) => [String(at), words])));
  });

  test('[R-CLIENT-8] every page fits 320 px, with targets of 44 px', async () => {
    const narrow = { viewport: { width: 320, height: 640 } };
    const [karin, petra, marijke] = await Promise.all([
      arrives(Sender, 'Karin de Graaf', narrow),
      arrives(Recipient, 'Petra van Dam', narrow),
      arrives(Teacher, 'Marijke Bos', narrow),
    ]);
    const pupil = madeUpPupil();
    const faults: Record<string, string[]> = {};
    const look = async (moment: string, page: Page) => {
      const found = [...(await overflowOf(page)), ...(await smallTargetsOf(page))];
      if (found.length > 0) faults[moment] = found;
    };

    await look('L1', karin.page);
    await look('S1', petra.page);
    await look('T1', marijke.page);
    await karin.startsASignal();
    await karin.goesOn();
    await karin.seesHeading('Controleer de onderstaande velden');
    await look('L2 with faults', karin.page);
    await karin.fillsIn(pupil, 'OBS De Linde');
    await look('L2', karin.page);
    await karin.goesOn();
    await karin.seesHeading('Klopt dit?');
    await look('L3', karin.page);
    await karin.presses('Stuur naar OBS De Linde');
    await petra.isAlerted();
    await look('L4', karin.page);
    await look('S2', petra.page);
    await petra.opensTheSignal(pupil);
    await look('S3', petra.page);
    await petra.presses('Kies de leerkracht');
    await petra.chooses(/· Marijke Bos/);
    await look('S4', petra.page);
    await petra.presses('Stuur naar Marijke Bos');
    await petra.sees('Marijke heeft het bericht nog niet gezien.');
    await look('S5', petra.page);
    await marijke.isAlerted();
    await look('T2', marijke.page);
    await marijke.opensTheCard(pupil);
    await look('T3', marijke.page);
    await marijke.knows();
    await petra.presses('Wij zijn klaar');
    await look('S5, are you sure', petra.page);
    await petra.presses('Ja, wij zijn klaar');
    await petra.sees('Het signaal is hier gewist.');
    await look('S8', petra.page);
    await petra.presses('Verberg');
    await look('covered', petra.page);
    expectConsole(/401/);
    const outside = await (await opens(narrow)).newPage();
    await outside.goto(`${visits.app.url}/deel/${await visits.idOf('Tom Vos')}`);
    await outside.getByRole('heading', { name: 'Inloggen in de demonstratie' }).waitFor();
    await look('sign-in', outside);
    await outside.goto(visits.app.url);
    await outside.getByRole('heading', { name: 'Een signaal, van zender tot leerkracht.' }).waitFor();
    await look('stage', outside);
    expect(faults).toEqual({});
  }, 60_000);

  test('[R-CLIENT-8] the page says in which language it is', async () => {
    const petra = await arrives(Recipient, 'Petra van Dam');
    const lang = () => petra.page.locator('html').getAttribute('lang');
    expect(await lang()).toBe('nl');
    await petra.presses('English');
    await petra.seesHeading('There is no signal now.');
    expect(await lang()).toBe('en');
    await petra.presses('Nederlands');
    await petra.seesHeading('Er is nu geen signaal.');
    expect(await lang()).toBe('nl');
  });
});

/** Everything that a page's live regions have held so far. */
function saidOn(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify((window as { said?: string[] }).said));
}
