import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Content } from '../../src/sealed/index.js';
import { expectConsole } from '../support/expect-console.js';
import { madeUpPupil } from '../support/pupils.js';
import { inChromium } from './support/chromium.js';
import { edgelessIn, hiddenFocusIn, movingIn, overflowOf, recordsLiveRegions, smallTargetsOf } from './support/layout.js';
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

  test('[R-CLIENT-8] a signal travels by the keyboard alone, at 400 %, in forced colours and without motion', async () => {
    // 1280 × 1024 at 400 % (WCAG 1.4.10).
    const hard = { viewport: { width: 320, height: 256 }, reducedMotion: 'reduce', forcedColors: 'active' } as const;
    const [karin, petra, marijke] = await Promise.all([
      arrives(Sender, 'Karin de Graaf', hard),
      arrives(Recipient, 'Petra van Dam', hard),
      arrives(Teacher, 'Marijke Bos', hard),
    ]);
    const pupil = madeUpPupil();
    const [year, month, day] = pupil.dateOfBirth.split('-');
    const faults: Record<string, string[]> = {};
    const trees: Record<string, string> = {};
    const look = async (moment: string, { page }: Part) => {
      const found = [overflowOf, movingIn, edgelessIn, smallTargetsOf, hiddenFocusIn].map((find) => find(page));
      const all = (await Promise.all(found)).flat();
      if (all.length > 0) faults[moment] = all;
      trees[moment] = await page.getByRole('main').ariaSnapshot();
    };

    await karin.enters('Nieuw signaal');
    await karin.page.locator('h1:focus', { hasText: 'Nieuw signaal' }).waitFor();
    await karin.tabsTo(/^Zoek op naam, plaats of BRIN\./);
    await karin.page.keyboard.type('linde');
    await karin.page.getByRole('radio', { name: /^OBS De Linde/ }).waitFor();
    await karin.page.keyboard.press('ArrowDown');
    await karin.page.keyboard.press('Space');
    await karin.tabsTo(/^Hoe heet de leerling\?/);
    await karin.page.keyboard.type(pupil.name);
    for (const [label, typed] of [
      ['Dag', day],
      ['Maand', month],
      ['Jaar', year],
    ] as const) {
      await karin.tabsTo(label);
      await karin.page.keyboard.type(typed!);
    }
    await look('L2', karin);
    await karin.page.keyboard.press('Enter');
    await karin.page.locator('h1:focus', { hasText: 'Klopt dit?' }).waitFor();
    await look('L3', karin);
    await karin.enters('Stuur naar OBS De Linde');
    await karin.page.locator('h1:focus', { hasText: 'Het signaal is verstuurd naar OBS De Linde.' }).waitFor();
    await karin.sees('De school heeft het nog niet geopend.');
    await look('L4', karin);

    await petra.isAlerted();
    await look('S2', petra);
    await petra.enters('Ik pak dit op');
    await petra.seesHeading(pupil.name);
    await look('S3', petra);
    await petra.enters('Verberg naam');
    await petra.seesHeading('De naam is verborgen.');
    await petra.enters('Kies de leerkracht');
    await petra.page.locator('h1:focus', { hasText: 'Wie moet dit weten?' }).waitFor();
    await petra.tabsTo(/· Marijke Bos/);
    await petra.page.keyboard.press('Space');
    await look('S4', petra);
    await petra.enters('Stuur naar Marijke Bos');
    await petra.sees('Marijke heeft het bericht nog niet gezien.');

    await marijke.isAlerted();
    await look('T2', marijke);
    await marijke.enters('Toon');
    await marijke.seesHeading(pupil.name);
    await look('T3', marijke);
    await marijke.enters('Ik weet het');
    await marijke.sees('Petra ziet dat je het weet.');
    await petra.sees('Marijke weet het.');
    await look('S5', petra);
    await petra.enters('Wij zijn klaar');
    await petra.enters('Ja, wij zijn klaar');
    await petra.sees(/^Het signaal is hier gewist\./);
    await look('S8', petra);

    expect(faults).toEqual({});
    for (const moment of ['L4', 'S2', 'S4', 'T2', 'S5', 'S8']) expectNothingOf(pupil, { [moment]: trees[moment] });
    // What assistive technology is told at each of these moments; after a change of words: `npm test -- accessible -u`.
    for (const [moment, tree] of Object.entries(trees)) expect(withoutPupil(tree, pupil)).toMatchSnapshot(moment);
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
  });

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
    // Nothing of it goes on paper.
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText(pupil.name).first().isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await page.clock.fastForward(15_000);
    await marijke.seesHeading(pupil.name);
    await page.clock.fastForward(5_000);
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
    await outside.getByRole('heading', { name: 'Een signaal, van gemeente tot leerkracht.' }).waitFor();
    await look('stage', outside);
    expect(faults).toEqual({});
  });

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

/** With the same words for every pupil, who is another one each time. */
function withoutPupil(tree: string, { name }: Content): string {
  return tree
    .replaceAll(name, 'VOORNAAM ACHTERNAAM')
    .replaceAll(name.split(' ')[0]!, 'VOORNAAM')
    .replaceAll(/textbox "(Dag|Maand|Jaar)": .*/g, 'textbox "$1": GETAL')
    .replaceAll(/\d+ [a-z]+ \d{4}( \(\d+ jaar\))?/g, 'DATUM');
}
