import { expect, test } from '@jest/globals';
import type { BrowserContext } from 'playwright-core';
import { madeUpPupil } from '../support/pupils.js';
import { inChromium } from './support/chromium.js';
import type { Part, PartClass } from './support/part.js';
import { Recipient } from './support/recipient.js';
import { Sender } from './support/sender.js';
import { Teacher } from './support/teacher.js';
import { expectNothingOf, tracesIn } from './support/traces.js';
import { withVisits } from './support/visits.js';

const SECOND = 1_000;
const SCHOOL = 'IKC De Wielewaal';
const MADE_UP = { name: / Oefenkind$/ };

inChromium('a drill at IKC De Wielewaal, which is not live yet', () => {
  const visits = withVisits();

  async function arrives<P extends Part>(as: PartClass<P>, name: string): Promise<P> {
    const context = await visits.opens();
    await recordsUnmarked(context);
    return visits.arrives(as, name, { in: context });
  }

  test('[R-DRILL-1] [R-DRILL-2] its contact starts one: both contacts and a teacher take part, and the sender sees nothing', async () => {
    const [esther, rachid, eva, karin] = await Promise.all([
      arrives(Recipient, 'Esther Blom'),
      arrives(Recipient, 'Rachid Chakir'),
      arrives(Teacher, 'Eva Jansen'),
      arrives(Sender, 'Karin de Graaf'),
    ]);
    await esther.startsADrill();
    for (const contact of [esther, rachid]) {
      await contact.isAlertedToADrill();
      await contact.seesOefening();
    }
    await rachid.opensTheSignal(MADE_UP);
    await rachid.seesOefening();
    await esther.sees(/^Rachid Chakir heeft het signaal geopend om /);
    await esther.seesOefening();
    await rachid.presses('Kies de leerkracht');
    await rachid.seesHeading('Wie moet dit weten?');
    await rachid.seesOefening();
    await rachid.choosesTeachers('Eva Jansen');

    await eva.isAlerted();
    await eva.seesOefening();
    await eva.opensTheCard(MADE_UP);
    await eva.seesOefening();
    await visits.app.clock.pass(160 * SECOND);
    await eva.knows();
    const results: [Recipient, string][] = [
      [esther, 'Na 2 min 40 wist iemand het.'],
      [rachid, 'Jullie waren klaar in 2 min 40.'],
    ];
    for (const [contact, result] of results) {
      await contact.sees(result);
      await contact.seesOefening();
    }
    await rachid.isDone();
    for (const [contact, result] of results) {
      await contact.sees(`De oefening is voorbij. ${result}`);
      await contact.seesOefening();
      await contact.presses('Begrepen');
      await contact.seesHeading('Er is nu geen signaal.');
    }
    await eva.seesOefening();

    await karin.seesHeading('Er staan geen signalen open.');
    expect(karin.heard.filter((frame) => /signal:|"progress"/.test(frame))).toEqual([]);
    await karin.page.reload();
    await karin.seesHeading('Er staan geen signalen open.');
    for (const part of [esther, rachid, eva]) expect(await unmarkedOn(part)).toEqual([]);
    // The control: it would be seen.
    await karin.page.getByRole('main').evaluate((main) => main.append('Sam Oefenkind'));
    expect(await unmarkedOn(karin)).toHaveLength(1);
  });

  test('[R-DRILL-2] [R-DRILL-3] the form refuses a real signal, and leads to a drill; withdrawn, everybody is told', async () => {
    const [karin, esther, rachid, kofi] = await Promise.all([
      arrives(Sender, 'Karin de Graaf'),
      arrives(Recipient, 'Esther Blom'),
      arrives(Recipient, 'Rachid Chakir'),
      arrives(Teacher, 'Kofi Mensah'),
    ]);
    const pupil = madeUpPupil();
    const refusal = /Deze school oefent nog\. Stuur alleen een oefensignaal\. Is het echt\? Bel 013\s.\s123\s45\s03\./;
    await karin.startsASignal();
    await karin.choosesSchool(SCHOOL);
    await karin.sees(refusal);
    await karin.fillsInPupil(pupil);
    await karin.goesOn();
    await karin.page
      .getByRole('region', { name: 'Controleer de onderstaande velden' })
      .getByRole('link', { name: refusal })
      .waitFor();
    await karin.presses('Oefen met deze school');
    await karin.seesHeading('Oefen met een school');
    await karin.seesOefening();
    expectNothingOf(pupil, await tracesIn(karin.page));
    await karin.goesOn();
    await karin.seesHeading('Klopt dit?');
    await karin.sees(MADE_UP.name);
    await karin.seesOefening();
    await karin.presses(`Stuur het oefensignaal naar ${SCHOOL}`);
    await karin.seesHeading(`Het signaal is verstuurd naar ${SCHOOL}.`);
    await karin.seesOefening();

    for (const contact of [esther, rachid]) {
      await contact.isAlertedToADrill();
      await contact.seesOefening();
    }
    await esther.opensTheSignal(MADE_UP);
    await esther.passesItOnTo('Kofi Mensah');
    await kofi.isAlerted();
    await kofi.opensTheCard(MADE_UP);
    await kofi.seesOefening();
    await karin.presses('Naar vandaag');
    await karin.sees('Er loopt 1 oefening.');
    await karin.seesOefening();
    await karin.presses(SCHOOL);
    await karin.withdraws();

    const told: [Part, string][] = [
      [karin, `Het signaal aan ${SCHOOL} is ingetrokken.`],
      [esther, 'De oefening is voorbij.'],
      [rachid, 'De oefening is voorbij.'],
      [kofi, 'De oefening is ingetrokken. Dit bericht is gewist.'],
    ];
    for (const [part, words] of told) {
      await part.sees(words);
      await part.seesOefening();
      expect((await tracesIn(part.page)).markup).not.toMatch('Oefenkind');
      expect(await unmarkedOn(part)).toEqual([]);
    }
  });
});

/** From the first moment on, keeps in `window.unmarked` what pages of this browser show of a drill's pupil without the mark. */
async function recordsUnmarked(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const unmarked: string[] = [];
    (window as { unmarked?: string[] }).unmarked = unmarked;
    new MutationObserver(() => {
      const main = document.querySelector('main');
      const isMarked = [...(main?.querySelectorAll('span') ?? [])].some(({ textContent }) => textContent === 'Oefening');
      if (main?.textContent.includes('Oefenkind') && !isMarked) unmarked.push(main.innerText);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

function unmarkedOn({ page }: Part): Promise<string[] | undefined> {
  return page.evaluate(() => (window as { unmarked?: string[] }).unmarked);
}
