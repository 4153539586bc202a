import { expect, test } from '@jest/globals';
import { madeUpPupil } from '../support/pupils.js';
import { inChromium } from './support/chromium.js';
import type { Part } from './support/part.js';
import { Recipient } from './support/recipient.js';
import { Sender } from './support/sender.js';
import { Teacher } from './support/teacher.js';
import { expectNothingOf, tracesIn } from './support/traces.js';
import { withVisits } from './support/visits.js';

const MINUTE = 60_000;
/** What the municipality's pages may neither show nor be sent: the school's staff, and what is between them and the parents. */
const SCHOOLS_OWN = /Petra|Hans|Tom Vos|Marijke|Iris|parents|ouders|confer|overleg/;

inChromium('the whole life of a signal for a pupil of OBS De Linde', () => {
  const visits = withVisits();

  test('[R-OPEN-3] [R-PASS-2] [R-PASS-3] [R-CONFER-1] [R-PARENT-1] [R-END-4] changes hands, and whoever saw it is told', async () => {
    const { arrives, app } = visits;
    const [karin, mo, petra, hans, tom, marijke, iris] = await Promise.all([
      arrives(Sender, 'Karin de Graaf'),
      arrives(Sender, 'Mo Benali'),
      arrives(Recipient, 'Petra van Dam'),
      arrives(Recipient, 'Hans Willems'),
      arrives(Teacher, 'Tom Vos'),
      arrives(Teacher, 'Marijke Bos'),
      arrives(Teacher, 'Iris de Wit'),
    ]);
    const pupil = madeUpPupil();
    const seesNothingOfIt = async ({ page }: Part) => expectNothingOf(pupil, await tracesIn(page));

    await karin.sendsASignalFor(pupil);
    await petra.opensTheSignal(pupil);
    await hans.sees('Petra van Dam heeft het signaal geopend om 08:02.');
    await app.clock.pass(MINUTE);
    await hans.takesItOver(pupil);
    await petra.seesHeading('Hans volgt het nu.');
    await seesNothingOfIt(petra);
    await hans.sees('Overgenomen om 08:03');

    await hans.passesItOnTo('Tom Vos', 'Marijke Bos');
    for (const teacher of [tom, marijke]) {
      await teacher.isAlerted();
      await teacher.opensTheCard(pupil);
    }
    await marijke.presses('Ik wil overleggen');
    await marijke.sees('We lieten Hans weten dat je wilt overleggen.');
    await hans.seesHeading('Marijke wil overleggen.');
    await hans.presses('Ik kom eraan');
    await marijke.sees('Hans komt eraan.');
    await hans.sees('Je zei om 08:03 dat je eraan komt.');

    await marijke.knows();
    await hans.sees('Marijke weet het.');
    await hans.seesHeading('Wie belt de ouders?');
    await hans.presses('Marijke Bos');
    for (const one of [hans, tom]) await one.seesHeading('Marijke belt de ouders.');
    await marijke.seesHeading('Wil jij de ouders bellen?');
    await marijke.presses('De ouders weten het');
    for (const one of [hans, tom, marijke]) await one.seesHeading('De ouders weten het.');

    await hans.page.getByText('Doe iets anders').click();
    await hans.presses('Kies iemand anders');
    await hans.sees('Tom ziet het bericht dan niet meer.');
    await hans.choosesTeachers('Iris de Wit');
    await tom.sees('Hans heeft iemand anders gekozen. Je hoeft niets te doen.');
    await seesNothingOfIt(tom);
    await iris.isAlerted();
    await iris.opensTheCard(pupil);
    await iris.seesHeading('De ouders weten het.');

    // The control: those who may see it do.
    expect((await tracesIn(petra.page)).markup).toMatch(SCHOOLS_OWN);
    expect(hans.heard.join()).toMatch(SCHOOLS_OWN);
    await karin.seesHeading('De leerkracht op OBS De Linde weet het.');
    for (const { page } of [karin, mo]) expect((await tracesIn(page)).markup).not.toMatch(SCHOOLS_OWN);

    await karin.withdraws();
    await karin.sees('Het signaal aan OBS De Linde is ingetrokken.');
    await petra.sees('De gemeente heeft het signaal ingetrokken.');
    await hans.sees('De gemeente heeft het signaal ingetrokken. Vertel dit ook aan Marijke en Iris.');
    await tom.sees('Een bericht dat je zag, is ingetrokken.');
    for (const teacher of [marijke, iris])
      await teacher.sees('De gemeente heeft het signaal ingetrokken. Dit bericht is gewist.');
    for (const one of [karin, mo, petra, hans, tom, marijke, iris]) await seesNothingOfIt(one);
    for (const { heard } of [karin, mo]) expect(heard.filter((frame) => SCHOOLS_OWN.test(frame))).toEqual([]);
    expect(mo.heard.filter((frame) => /signal:|"progress"/.test(frame))).toEqual([]);
  });
});
