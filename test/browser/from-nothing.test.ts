import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DATABASE, type Database, firstAdministrators } from '../../src/directory/index.js';
import { Invitations } from '../../src/sign-in/invitations.js';
import { inChromium } from './support/chromium.js';
import { Newcomer } from './support/passkey.js';
import { Recipient } from './support/recipient.js';
import { Teacher } from './support/teacher.js';
import { withVisits } from './support/visits.js';

const SCHOOLS = [
  'INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;TELEFOONNUMMER',
  '99KA;99KA00;De Vlier;Duinbeek;0996;DUINBEEK;0990123456',
  '99KB;00;De Meidoorn;Duinbeek;0996;DUINBEEK;0990123457',
].join('\r\n');
const STAFF = [
  'e-mail;naam;schoolcode;rollen;groepen;dagen',
  'ada.appel@devlier.example;Ada Appel;99KA00;directeur;;',
  'bo.berk@devlier.example;Bo Berk;99KA00;intern begeleider;;',
  'cas.ceder@devlier.example;Cas Ceder;99KA00;leerkracht;Groep 6;ma-vr',
].join('\r\n');

inChromium('from an empty installation', () => {
  const visits = withVisits({ production: true, empty: true });
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seintje-lists-'));
    await writeFile(join(folder, 'vestigingen-bo.csv'), SCHOOLS);
    await writeFile(join(folder, 'medewerkers.csv'), STAFF);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('[R-MANY-6] two administrators read in schools and people, invite them, and a school drills', async () => {
    const { app } = visits;
    // As `npm run administrators` prints them.
    const asked = [
      { name: 'Femke Ooms', email: 'femke@duinbeek.example' },
      { name: 'Bas Timmer', email: 'bas@duinbeek.example' },
    ];
    const db = app.get<Database>(DATABASE as never);
    const [first, second] = await firstAdministrators(db, { organisation: 'Gemeente Duinbeek', asked }, app.clock.now());
    const arrives = async (name: string, link: string) => {
      const newcomer = await Newcomer.at(await visits.opens({ acceptDownloads: true }), name);
      await newcomer.followsTheLink(link);
      await newcomer.says('Alleen ik');
      await newcomer.isConnected();
      return newcomer;
    };
    const femke = await arrives('Femke Ooms', await app.get(Invitations).linkFor(first!.id));
    await femke.sees('Nog geen scholen');

    await femke.presses('Inlezen');
    await femke.chooses(/^Scholen/);
    await femke.page.getByLabel('Kies bestanden').setInputFiles(join(folder, 'vestigingen-bo.csv'));
    await femke.presses('Lees in');
    await femke.seesHeading('Dit zou er veranderen');
    await femke.presses('Voer dit door');
    await femke.seesHeading('Het is klaar');

    await femke.presses('Lees nog iets in');
    await femke.chooses(/^Mensen/);
    await femke.page.getByLabel('Kies bestanden').setInputFiles(join(folder, 'medewerkers.csv'));
    await femke.presses('Lees in');
    await femke.seesHeading('Dit zou er veranderen');
    await femke.chooses('Nodig nieuwe mensen meteen uit');
    await femke.presses('Vraag goedkeuring');
    await femke.sees('Wacht op een andere beheerder.');

    const bas = await arrives('Bas Timmer', await app.get(Invitations).linkFor(second!.id));
    await bas.presses(/^Femke Ooms wil een lijst met /);
    await bas.sees('Nieuwe mensen krijgen meteen een uitnodiging.');
    await bas.presses('Keur goed');
    await bas.presses('Ja, keur goed');
    await bas.seesHeading('Het is klaar');
    const [download] = await Promise.all([bas.page.waitForEvent('download'), bas.presses('Download de links')]);
    const links = await readFile(await download.path(), 'utf8');
    const linkOf = (name: string) => new RegExp(`${name}.*?(http\\S+#[\\w-]+)`).exec(links)![1]!;

    await femke.presses('Terug');
    await femke.presses('Scholen');
    await femke.presses(/^De Vlier/);
    await femke.presses('Laat de school oefenen');
    await femke.sees('De Vlier kan nu oefenen.');

    const [ada, bo, cas] = [
      await arrives('Ada Appel', linkOf('Ada Appel')),
      await arrives('Bo Berk', linkOf('Bo Berk')),
      await arrives('Cas Ceder', linkOf('Cas Ceder')),
    ];
    const [directeur, contact] = [new Recipient(ada.page, 'Ada Appel'), new Recipient(bo.page, 'Bo Berk')];
    // Whoever comes by a list is not asked whether that list is right.
    expect(await ada.page.getByText('is de lijst met mensen vernieuwd').count()).toBe(0);
    await directeur.startsADrill();
    await contact.isAlertedToADrill();
    await contact.opensTheSignal({ name: /./ });
    await contact.passesItOnTo('Cas Ceder');
    const teacher = new Teacher(cas.page, 'Cas Ceder');
    await teacher.presses('Toon');
    await teacher.presses('Ik weet het');
    await contact.sees(/^Cas weet het/);
    await contact.isDone();
    await contact.sees(/^De oefening is voorbij/);
    // Who runs the directory hears of no signal.
    for (const { heard } of [femke, bas]) expect(heard.filter((frame) => frame.includes('signal:'))).toEqual([]);
  });
});
