import { expect, test } from '@jest/globals';
import { Invitations } from '../../src/sign-in/invitations.js';
import { Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { inChromium } from './support/chromium.js';
import { Newcomer } from './support/passkey.js';
import { Sender } from './support/sender.js';
import { withVisits } from './support/visits.js';

const HOUR = 3_600_000;

inChromium('a sender who signed in five hours ago', () => {
  const visits = withVisits({ production: true });

  test('[R-SESSION-3] shows once more that it is her before anything is typed, and then sends', async () => {
    const { app } = visits;
    const { link } = await app.get(Invitations).invite(await app.personId('Karin de Graaf'));
    const newcomer = await Newcomer.at(await visits.opens(), 'Karin de Graaf');
    await newcomer.followsTheLink(link!);
    await newcomer.says('Alleen ik');
    await newcomer.isConnected();
    await app.clock.pass(5 * HOUR);
    const petra = await Person.arrives(app, 'Petra van Dam');
    const bystander = await Person.arrives(app, 'Wim Verhoeven');

    const karin = new Sender(newcomer.page, 'Karin de Graaf');
    await karin.page.reload();
    await karin.isConnected();
    await karin.presses('Nieuw signaal');
    await karin.sees('Laat nog eens zien dat jij het bent.');
    expect(await karin.at.getByRole('textbox').count()).toBe(0);
    await karin.presses('Met passkey');
    const pupil = madeUpPupil();
    await karin.fillsIn(pupil, 'OBS De Linde');
    await karin.goesOn();
    await karin.presses('Stuur naar OBS De Linde');
    await karin.seesHeading('Het signaal is verstuurd naar OBS De Linde.');
    await petra.hears('signal:alert');
    await bystander.hasHeardNothing();
    for (const person of [petra, bystander]) person.leaves();
  });

  test('[R-SESSION-3] whose proof grew old while she typed keeps what she typed, shows it, and it is sent', async () => {
    const { app } = visits;
    // The morning after.
    await app.clock.pass(19 * HOUR);
    const { link } = await app.get(Invitations).invite(await app.personId('Mo Benali'));
    const newcomer = await Newcomer.at(await visits.opens(), 'Mo Benali');
    await newcomer.followsTheLink(link!);
    await newcomer.says('Alleen ik');
    await newcomer.isConnected();
    const petra = await Person.arrives(app, 'Petra van Dam');
    const mo = new Sender(newcomer.page, 'Mo Benali');
    await mo.startsASignal();
    await mo.fillsIn(madeUpPupil(), 'OBS De Linde');
    await mo.goesOn();
    // Else the school's look-up is under way when his token ends.
    await mo.seesHeading('Klopt dit?');
    await app.clock.pass(4 * HOUR + 1);
    const later = await Person.arrives(app, 'Petra van Dam');
    await mo.presses('Stuur naar OBS De Linde');
    await mo.sees('Laat nog eens zien dat jij het bent.');
    expect(later.heard).toEqual([]);
    await mo.presses('Met passkey');
    await mo.seesHeading('Het signaal is verstuurd naar OBS De Linde.');
    await later.hears('signal:alert');
    for (const person of [petra, later]) person.leaves();
  });
});
