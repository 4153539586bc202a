import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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
import { Recipient } from './support/recipient.js';
import { filesWith } from './support/profile.js';
import { textsOf } from './support/traces.js';
import { withVisits } from './support/visits.js';

const FRIDAY = at('2027-01-08 15:00');

inChromium('a browser that is closed, and opened again', () => {
  const visits = withVisits({ production: true, now: FRIDAY });
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seintje-telephones-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function signsIn(name: string, use: Parameters<Newcomer['says']>[0], profile: string): Promise<Newcomer> {
    const { app } = visits;
    const { link } = await app.get(Invitations).invite(await app.personId(name));
    const newcomer = await Newcomer.at(await visits.opens({ profile }), name);
    await newcomer.followsTheLink(link!);
    await newcomer.says(use);
    await newcomer.isConnected();
    return newcomer;
  }

  test('[R-SESSION-5] [R-WORKER-1] [R-WORKER-3] [R-CHECK-5] Petra signed in on Friday; on Monday at 08:10 a push comes, and she has the signal in three taps', async () => {
    const { app } = visits;
    const profile = join(folder, 'petra');
    const friday = await signsIn('Petra van Dam', 'Alleen ik', profile);
    const push = await pushesTo(friday);
    await goesOffline(friday);
    await friday.page.context().close();

    await app.clock.goTo(at('2027-01-11 08:02'));
    const karin = await Person.arrives(app, 'Karin de Graaf');
    const bystander = await Person.arrives(app, 'Fatima Yılmaz');
    const pupil = madeUpPupil();
    const id = await karin.sends(pupil, '99AA00');
    expect(await karin.sees(id)).toMatchObject({ arrivedAt: null });

    await app.clock.goTo(at('2027-01-11 08:10'));
    const telephone = await visits.opens({ profile });
    // Whatever is in it, it is shown the same; none of her pages is open.
    const contents = ['', ' '.repeat(2048), JSON.stringify({ title: pupil.name, body: pupil.dateOfBirth })];
    for (const content of contents) expect(await push.shownOn(telephone, content)).toEqual([NOTIFICATION]);
    const petra = new Recipient(await telephone.newPage(), 'Petra van Dam');
    await petra.page.goto(app.url);
    // The first tap was on the notification, which leads there.
    petra.taps = 1;
    await petra.isAlerted();
    await petra.opensTheSignal(pupil);
    expect(petra.taps).toBeLessThanOrEqual(3);
    // Whoever looks at the page needs to be told of it no longer.
    await eventually(async () => expect(await push.shown(petra.page)).toEqual([]));
    await eventually(async () => expect(await karin.sees(id)).toMatchObject({ progress: 'opened' }));
    await bystander.hasHeardNothing();
    for (const person of [karin, bystander]) person.leaves();
    await telephone.close();
    const search = new Search([...textsOf(pupil), JSON.stringify(pupil.dateOfBirth)].map((text) => new Canary(text)));
    expect(search.folder(profile)).toEqual([]);
    // The control: what a notification said is where a search finds it.
    expect(new Search([new Canary(NOTIFICATION.body)]).folder(profile)).not.toEqual([]);
  }, 60_000);

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
  }, 60_000);

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
  }, 60_000);
});

/** All that a push ever shows. */
const NOTIFICATION = { title: 'Seintje', body: 'Er staat iets voor je klaar.', tag: 'seintje', data: null };

/** Pushes to this browser (Chrome DevTools Protocol, in place of the browser's push service), and what it shows of them. */
async function pushesTo({ page }: Newcomer) {
  const context = page.context();
  await context.grantPermissions(['notifications']);
  const session = await context.newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [one] }) => one && resolve(one.registrationId));
  });
  await session.send('ServiceWorker.enable');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  const registrationId = await found;
  const { origin } = new URL(page.url());

  return {
    shown: shownBy,
    /** Pushes to a browser in which none of its pages is open. */
    async shownOn(closed: BrowserContext, data: string) {
      await closed.grantPermissions(['notifications'], { origin });
      const [blank] = closed.pages();
      const pushing = await closed.newCDPSession(blank!);
      await pushing.send('ServiceWorker.enable');
      const running = closed.serviceWorkers().length > 0 ? null : closed.waitForEvent('serviceworker');
      await pushing.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
      await running;
      await pushing.detach();
      const [worker] = closed.serviceWorkers();
      return eventually(async () => {
        const shown = await shownBy(worker!);
        expect(shown).toHaveLength(1);
        return shown;
      });
    },
  };
}

/** What a browser shows outside its pages. @param where a page, or the worker */
function shownBy(where: Pick<Worker, 'evaluate'>): Promise<(typeof NOTIFICATION)[]> {
  return where.evaluate(async () => {
    const here = globalThis as unknown as { registration?: ServiceWorkerRegistration };
    const registration = here.registration ?? (await navigator.serviceWorker.ready);
    const notifications = await registration.getNotifications();
    return notifications.map(({ title, body, tag, data }) => ({ title, body, tag, data: data as null }));
  });
}

/** Opens the page where there is no network, and again where there is. */
async function goesOffline(who: Newcomer): Promise<void> {
  const { page } = who;
  expectConsole(/ERR_INTERNET_DISCONNECTED|503/);
  await page.context().setOffline(true);
  await page.reload();
  await who.seesHeading('Geen verbinding.');
  await who.sees(/^Nieuwe signalen komen hier niet binnen\. Bel bij twijfel/);
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
