import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Organisations, People } from '../../src/directory/index.js';
import { Invitations } from '../../src/sign-in/invitations.js';
import { Canary } from '../support/canary.js';
import { expectConsole } from '../support/expect-console.js';
import { at } from '../support/fake-clock.js';
import { Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { Search } from '../support/search.js';
import { inChromium } from './support/chromium.js';
import { eventually } from './support/part.js';
import { Newcomer } from './support/passkey.js';
import { NOTIFICATION, shownBy, withPushes } from './support/pushes.js';
import { Recipient } from './support/recipient.js';
import { filesWith } from './support/profile.js';
import { textsOf } from './support/traces.js';
import { withVisits } from './support/visits.js';

const FRIDAY = at('2027-01-08 15:00');

inChromium('a browser that is closed, and opened again', () => {
  const pushes = withPushes();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const PUSH_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const env = { PUSH_KEY, PUSH_CONTACT: 'mailto:beheer@elzenmeer.example' };
  const visits = withVisits({ production: true, now: FRIDAY, env });
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seintje-telephones-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function signsIn(
    name: string,
    use: Parameters<Newcomer['says']>[0],
    profile: string,
    context?: BrowserContext,
  ): Promise<Newcomer> {
    const { app } = visits;
    const { link } = await app.get(Invitations).invite(await app.personId(name));
    const newcomer = await Newcomer.at(context ?? (await visits.opens({ profile })), name);
    await newcomer.followsTheLink(link!);
    await newcomer.says(use);
    await newcomer.isConnected();
    return newcomer;
  }

  test('[R-SESSION-5] [R-WORKER-1] [R-WORKER-3] [R-CHECK-5] Petra checked in on Friday; on Monday she is woken, and has the signal in three taps', async () => {
    const { app } = visits;
    const { organisation } = (await app.get(People).all()).find(({ name }) => name === 'Petra van Dam')!;
    const { settings } = await app.get(Organisations).byId(organisation.id);
    await app.get(Organisations).set(organisation.id, { ...settings, phone: '013 - 123 45 99' });
    const profile = join(folder, 'petra');
    const context = await visits.opens({ profile });
    await pushes.in(context, app.url);
    const friday = await signsIn('Petra van Dam', 'Alleen ik', profile, context);
    await pushes.knowsTheWorker();
    await checksIn(friday);
    await goesOffline(friday);
    await context.close();

    await app.clock.goTo(at('2027-01-11 08:02'));
    const telephone = await visits.opens({ profile });
    await pushes.in(telephone, app.url);
    const karin = await Person.arrives(app, 'Karin de Graaf');
    const bystander = await Person.arrives(app, 'Fatima Yılmaz');
    const pupil = madeUpPupil();
    const id = await karin.sends(pupil, '99AA00');
    // None of her pages is open; that she was woken is not that it arrived.
    expect(await pushes.shown()).toEqual([NOTIFICATION]);
    expect(await karin.sees(id)).toMatchObject({ arrivedAt: null });
    expect(new Set(pushes.plaintexts).size).toBe(1);
    // Whatever it might hold, it is shown the same.
    for (const content of ['', JSON.stringify({ title: pupil.name, body: pupil.dateOfBirth, tag: 'other' })]) {
      await pushes.deliver(content);
      expect(await pushes.shown()).toEqual([NOTIFICATION]);
    }

    await app.clock.goTo(at('2027-01-11 08:10'));
    const petra = new Recipient(await telephone.newPage(), 'Petra van Dam');
    await petra.page.goto(app.url);
    // The first tap was on the notification, which leads there.
    petra.taps = 1;
    await petra.isAlerted();
    await petra.opensTheSignal(pupil);
    expect(petra.taps).toBeLessThanOrEqual(3);
    // Whoever looks at the page needs to be told of it no longer.
    await eventually(async () => expect(await shownBy(petra.page)).toEqual([]));
    await eventually(async () => expect(await karin.sees(id)).toMatchObject({ progress: 'opened' }));
    await bystander.hasHeardNothing();
    for (const person of [karin, bystander]) person.leaves();
    await telephone.close();
    const search = new Search([...textsOf(pupil), JSON.stringify(pupil.dateOfBirth)].map((text) => new Canary(text)));
    expect(search.folder(profile)).toEqual([]);
    // The control: what a notification said is where a search finds it.
    expect(new Search([new Canary(NOTIFICATION.body)]).folder(profile)).not.toEqual([]);
  });

  test('[R-SESSION-5] after "Meer mensen" a closed browser is signed out, and the school is shown as out of reach', async () => {
    const { app } = visits;
    const profile = join(folder, 'yvonne');
    const yvonne = await signsIn('Yvonne Maas', 'Meer mensen', profile);
    const karin = await Person.arrives(app, 'Karin de Graaf');
    expect(await karin.finds('merencollege')).toMatchObject({ reachable: 1, devices: [expect.anything()] });
    await yvonne.page.context().close();
    await eventually(async () => expect(await karin.finds('merencollege')).toMatchObject({ reachable: 0, devices: [] }));
    karin.leaves();
    expectConsole(/401 .*session\/token/);
    const again = new Recipient(await (await visits.opens({ profile })).newPage(), 'Yvonne Maas');
    await again.page.goto(app.url);
    await again.seesHeading('Inloggen');
  });

  test('[R-CLIENT-4] after signing out the browser’s folder holds neither the key nor the session nor a token', async () => {
    const { app } = visits;
    const profile = join(folder, 'hans');
    const hans = await signsIn('Hans Willems', 'Alleen ik', profile);
    const tokens: string[] = [];
    const listen = (who: Newcomer | Recipient) =>
      who.page.on('response', async (response) => {
        if (response.url().endsWith('/v1/session/token') && response.ok())
          tokens.push(((await response.json()) as { token: string }).token);
      });
    listen(hans);
    await hans.page.reload();
    await hans.isConnected();
    const key = await publicKeyIn(hans);
    const secret = (await hans.page.context().cookies()).find(({ name }) => name === '__Host-seintje')!.value;
    await hans.page.context().close();
    // The control: as long as somebody is signed in, a browser keeps the key where a search finds it.
    expect(filesWith(profile, [key])).not.toEqual([]);

    const again = new Recipient(await (await visits.opens({ profile })).newPage(), 'Hans Willems');
    listen(again);
    await again.page.goto(app.url);
    await again.isConnected();
    await again.presses('Uitloggen');
    await again.seesHeading('Inloggen');
    await again.page.context().close();
    expect(tokens.length).toBeGreaterThan(1);
    expect(
      filesWith(
        profile,
        [key, secret, ...tokens].map((each) => Buffer.from(each)),
      ),
    ).toEqual([]);
  });
});

/** "Ik ben er vandaag", with notifications, and one to try. */
async function checksIn(petra: Newcomer): Promise<void> {
  await petra.presses('Ik ben er vandaag');
  await petra.sees('Je bent er vandaag.');
  await petra.sees('Dit apparaat kan berichten lezen.');
  await petra.presses('Ja, zet aan');
  await petra.sees('Meldingen staan aan.');
  await petra.presses('Stuur mij een proefmelding');
  await petra.sees(/^Gelukt\. Het duurde \d+,\d seconde\.$/);
}

/** Opens the page where there is no network, and again where there is. */
async function goesOffline(who: Newcomer): Promise<void> {
  const { page } = who;
  expectConsole(/ERR_INTERNET_DISCONNECTED|503/);
  await page.context().setOffline(true);
  await page.reload();
  await who.seesHeading('Geen verbinding.');
  await who.sees(/^Nieuwe signalen komen hier niet binnen\. Bel bij twijfel: 013/);
  await page.context().setOffline(false);
  await page.getByRole('link', { name: 'Probeer nu' }).click();
  await who.isConnected();
}

/** The coordinates of the browser's own key: they are part of what it stores of the private half too (RFC 5915). */
async function publicKeyIn({ page }: Newcomer): Promise<Buffer> {
  const x = await page.evaluate(async () => {
    const opened = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('seintje-own');
      opening.onsuccess = () => resolve(opening.result);
    });
    const pair = await new Promise<CryptoKeyPair>((resolve) => {
      const asked = opened.transaction('keys').objectStore('keys').get('device') as IDBRequest<CryptoKeyPair>;
      asked.onsuccess = () => resolve(asked.result);
    });
    opened.close();
    return (await crypto.subtle.exportKey('jwk', pair.publicKey)).x!;
  });
  return Buffer.from(x, 'base64url');
}
