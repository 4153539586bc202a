import { expect, test } from '@jest/globals';
import { madeUpPupil } from '../support/pupils.js';
import { inChromium } from './support/chromium.js';
import { holdsBack } from './support/network.js';
import { eventually } from './support/part.js';
import { Recipient } from './support/recipient.js';
import { Sender } from './support/sender.js';
import { withVisits } from './support/visits.js';

const FAULTS = [
  { what: 'a name with digits', name: 'Anna 2', fault: 'Gebruik alleen letters in de naam.', field: 'Hoe heet de leerling?' },
  {
    what: 'a story',
    name: 'Jan – vader opgepakt 110',
    fault: 'Gebruik alleen letters in de naam.',
    field: 'Hoe heet de leerling?',
  },
  { what: '81 letters of three bytes', name: 'አ'.repeat(81), fault: 'Deze naam is te lang.', field: 'Hoe heet de leerling?' },
  { what: 'no name', name: ' ', fault: 'Vul de naam van de leerling in.', field: 'Hoe heet de leerling?' },
  { what: 'no date', date: ['', '', ''], fault: 'Vul de geboortedatum in.', field: 'Dag' },
  { what: 'no day', date: ['', '3', '2016'], fault: 'Vul ook de dag van de geboortedatum in.', field: 'Dag' },
  { what: 'no month', date: ['14', '', '2016'], fault: 'Vul ook de maand van de geboortedatum in.', field: 'Maand' },
  { what: 'no year', date: ['14', '3', ''], fault: 'Vul ook het jaar van de geboortedatum in.', field: 'Jaar' },
  {
    what: 'the 31st of April',
    date: ['31', '4', '2016'],
    fault: 'Deze datum bestaat niet. Gebruik alleen cijfers.',
    field: 'Dag',
  },
  {
    what: 'words for a date',
    date: ['14', 'mr', '2016'],
    fault: 'Deze datum bestaat niet. Gebruik alleen cijfers.',
    field: 'Dag',
  },
  { what: 'a day to come', date: ['12', '1', '2029'], fault: 'De geboortedatum ligt in de toekomst.', field: 'Dag' },
  { what: 'one year old', date: ['12', '12', '2025'], fault: 'Deze leerling is jonger dan 3 jaar.', field: 'Dag' },
];

inChromium('what a sender fills in', () => {
  const visits = withVisits();

  test('[R-CLIENT-6] every fault has its sentence, in a list that takes the focus and leads to the field', async () => {
    await visits.arrives(Recipient, 'Hans Willems');
    const karin = await visits.arrives(Sender, 'Karin de Graaf');
    const summary = karin.page.getByRole('region', { name: 'Controleer de onderstaande velden' });
    const title = () => karin.page.title();
    const leadsThere = () => eventually(async () => expect(await karin.focused()).toBe('Controleer de onderstaande velden'));

    await karin.startsASignal();
    await karin.goesOn();
    await summary.waitFor();
    expect(await summary.getByRole('link').allTextContents()).toEqual([
      'Kies een school.',
      'Vul de naam van de leerling in.',
      'Vul de geboortedatum in.',
    ]);
    await leadsThere();
    expect(await title()).toBe('Fout: Seintje');
    await summary.getByRole('link', { name: 'Kies een school.' }).click();
    expect(await karin.focused()).toBe('Zoek op naam, plaats of BRIN.');
    expect(karin.page.url()).not.toContain('#');

    await karin.choosesSchool('OBS De Linde');
    for (const {
      what,
      name = 'Ömer d’Olivéra-de Wit Jr.',
      date: [day, month, year] = ['14', '3', '2016'],
      fault,
      field,
    } of FAULTS) {
      await karin.typesName(name);
      await karin.typesDate(day!, month!, year!);
      await karin.goesOn();
      await summary.getByRole('link', { name: fault }).waitFor();
      await leadsThere();
      const links = await summary.getByRole('link').allTextContents();
      expect({ what, links, title: await title() }).toEqual({ what, links: [fault], title: 'Fout: Seintje' });
      await summary.getByRole('link').click();
      expect({ what, focused: await karin.focused() }).toEqual({ what, focused: field });
      expect(await karin.page.locator(':focus').getAttribute('aria-invalid')).toBe('true');
    }

    await karin.typesName('Ömer d’Olivéra-de Wit Jr.');
    await karin.typesDate('14', '3', '2016');
    await karin.goesOn();
    await karin.seesHeading('Klopt dit?');
    await karin.sees("Ömer d'Olivéra-de Wit Jr.");
    await karin.sees('14 maart 2016 (10 jaar)');
    expect(await title()).toBe('Seintje');
    expect(karin.commands('signal:send')).toEqual([]);
  });

  test('[R-CLIENT-6] an age over 25 is asked about once', async () => {
    await visits.arrives(Recipient, 'Hans Willems');
    const karin = await visits.arrives(Sender, 'Karin de Graaf');
    await karin.startsASignal();
    await karin.fillsIn({ ...madeUpPupil(), dateOfBirth: '1983-03-14' }, 'OBS De Linde');
    await karin.goesOn();
    await karin.sees('Deze leerling is dan 43 jaar. Klopt de datum?');
    await eventually(async () => expect(await karin.focused()).toBe('Deze leerling is dan 43 jaar. Klopt de datum?'));
    await karin.presses('Ja, de datum klopt');
    await karin.seesHeading('Klopt dit?');
    await karin.presses('Wijzig Naam');
    await karin.goesOn();
    await karin.seesHeading('Klopt dit?');
  });

  test('[R-SEND-3] a school that cannot read it is told of before a name is typed', async () => {
    const karin = await visits.arrives(Sender, 'Karin de Graaf');
    await karin.startsASignal();
    await karin.choosesSchool('CBS Het Kompas');
    await karin.sees(/^Niemand kan dit nu lezen\. Bel 013\s.\s123\s45\s02\.$/);
    expect(await karin.page.getByLabel('Hoe heet de leerling?').inputValue()).toBe('');
    await karin.fillsIn(madeUpPupil(), 'CBS Het Kompas');
    await karin.goesOn();
    await karin.page.getByRole('link', { name: /^Niemand kan dit nu lezen\. Bel 013\s.\s123\s45\s02\.$/ }).waitFor();
    expect(karin.commands('signal:send')).toEqual([]);
  });

  test('[R-CLIENT-1] a send without an answer is said to be unsure, and goes again under the same id', async () => {
    const petra = await visits.arrives(Recipient, 'Petra van Dam');
    const context = await visits.opens({ timed: true });
    const wire = await holdsBack(context, /signal:send/);
    const karin = await visits.arrives(Sender, 'Karin de Graaf', { in: context });
    const pupil = madeUpPupil();
    wire.holds();
    await karin.startsASignal();
    await karin.fillsIn(pupil, 'OBS De Linde');
    await karin.goesOn();
    await karin.presses('Stuur naar OBS De Linde');
    await wire.heldOne();
    await context.clock.fastForward(8_000);
    await karin.sees('We weten niet of het signaal is verstuurd.');
    await karin.sees('Controleer je verbinding. Probeer het opnieuw, of bel de school.');

    wire.letThrough();
    await karin.presses('Stuur naar OBS De Linde');
    await karin.seesHeading('Het signaal is verstuurd naar OBS De Linde.');
    await petra.opensTheSignal(pupil);
    const ids = wire.said.filter((frame) => frame.includes('signal:send')).map((frame) => /"id":"([^"]+)"/.exec(frame)![1]);
    expect(ids.length).toBe(2);
    expect(new Set(ids).size).toBe(1);
  });
});
