import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Invitations } from '../../src/sign-in/invitations.js';
import { expectConsole } from '../support/expect-console.js';
import { at } from '../support/fake-clock.js';
import { Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { inChromium } from './support/chromium.js';
import { eventually } from './support/part.js';
import { Newcomer } from './support/passkey.js';
import { Recipient } from './support/recipient.js';
import { filesWith } from './support/profile.js';
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

  test('[R-SESSION-5] Petra signed in on Friday; on Monday at 08:10 she opens the address, and has the signal in two taps', async () => {
    const { app } = visits;
    const profile = join(folder, 'petra');
    const friday = await signsIn('Petra van Dam', 'Alleen ik', profile);
    await friday.page.context().close();

    await app.clock.goTo(at('2027-01-11 08:02'));
    const karin = await Person.arrives(app, 'Karin de Graaf');
    const bystander = await Person.arrives(app, 'Fatima Yılmaz');
    const pupil = madeUpPupil();
    const id = await karin.sends(pupil, '99AA00');
    expect(await karin.sees(id)).toMatchObject({ arrivedAt: null });

    await app.clock.goTo(at('2027-01-11 08:10'));
    const telephone = await visits.opens({ profile });
    const petra = new Recipient(await telephone.newPage(), 'Petra van Dam');
    await petra.page.goto(app.url);
    // The first tap opened the address.
    petra.taps = 1;
    await petra.isAlerted();
    await petra.opensTheSignal(pupil);
    expect(petra.taps).toBeLessThanOrEqual(3);
    await eventually(async () => expect(await karin.sees(id)).toMatchObject({ progress: 'opened' }));
    await bystander.hasHeardNothing();
    for (const person of [karin, bystander]) person.leaves();
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
