import { expect, test } from '@jest/globals';
import { Invitations } from '../../src/sign-in/invitations.js';
import { Browser } from '../support/browser.js';
import { expectConsole } from '../support/expect-console.js';
import { inChromium } from './support/chromium.js';
import { Newcomer } from './support/passkey.js';
import { withVisits } from './support/visits.js';
import { weighs } from './support/weight.js';

inChromium('signing in, in a browser', () => {
  const visits = withVisits({ production: true });

  async function linkFor(name: string): Promise<string> {
    const { app } = visits;
    return (await app.get(Invitations).invite(await app.personId(name))).link!;
  }

  test('[R-INVITE-1] Petra opens her link, makes a passkey, is in, out, and in again', async () => {
    const petra = await Newcomer.at(await visits.opens(), 'Petra van Dam');
    await petra.followsTheLink(await linkFor('Petra van Dam'));
    // The secret has left the address, and what is shown says nothing of what it is about.
    expect(new URL(petra.page.url()).hash).toBe('');
    await petra.says('Alleen ik');
    await petra.isConnected();
    await petra.seesHeading('Er is nu geen signaal.');

    await petra.presses('Uitloggen');
    await petra.seesHeading('Inloggen');
    // That nobody is signed in is asked of the server.
    expectConsole(/401 .*session\/token/);
    await petra.page.reload();
    await petra.seesHeading('Inloggen');
    await petra.presses('Inloggen met passkey');
    await petra.says('Alleen ik');
    await petra.isConnected();
    await petra.page.reload();
    await petra.isConnected();
    await petra.seesHeading('Er is nu geen signaal.');
  });

  test('[R-CLIENT-17] the first load of the sign-in page is 60 kB of script and 150 kB in all, at the most', async () => {
    const context = await visits.opens();
    const weigh = await weighs(context);
    const page = await context.newPage();
    expectConsole(/401 .*session\/token/);
    await page.goto(visits.app.url);
    await page.getByRole('button', { name: 'Inloggen met passkey' }).waitFor();
    await page.waitForLoadState('networkidle');
    const { script, all } = await weigh();
    expect(script).toBeGreaterThan(20_000);
    expect(script).toBeLessThan(60_000);
    expect(all).toBeLessThan(150_000);
  });

  test('[R-INVITE-2] a link that was used, has expired, or is not ours is refused with a clear sentence', async () => {
    const { app } = visits;
    const hans = await Newcomer.at(await visits.opens(), 'Hans Willems');
    const used = await linkFor('Hans Willems');
    await hans.followsTheLink(used);
    const stranger = await Newcomer.at(await visits.opens(), 'somebody');
    const opens = async (link: string, why: string) => {
      expectConsole(/40[49]/);
      await stranger.page.goto('about:blank');
      await stranger.page.goto(link);
      await stranger.seesHeading('Deze link werkt niet.');
      await stranger.sees(why);
    };
    await opens(used, 'Deze link is al gebruikt. Vraag je beheerder om een nieuwe.');
    await opens(`${app.url}/uitnodiging#${'A'.repeat(43)}`, 'Deze link klopt niet. Vraag je beheerder om een nieuwe.');
    const late = await linkFor('Hans Willems');
    await app.clock.pass(24 * 3_600_000);
    await opens(late, 'Deze link is verlopen. Vraag je beheerder om een nieuwe.');
  });

  test('[R-PASSKEY-1] a page elsewhere that has Hans touch his own passkey gets nowhere with it', async () => {
    const { app } = visits;
    const context = await visits.opens();
    const hans = await Newcomer.at(context, 'Hans Willems');
    await hans.followsTheLink(await linkFor('Hans Willems'));
    // The same host on another port: the browser lends the passkey to it, and writes down which page it was.
    await context.route('http://localhost:1/', (route) => route.fulfill({ contentType: 'text/html', body: '<title>x</title>' }));
    await hans.page.goto('http://localhost:1/');
    const thief = new Browser(app);
    const options = await thief.gets<object>('POST', '/v1/passkeys/sign-in/options');
    const credential = await hans.page.evaluate(async (json) => {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(json as never);
      return ((await navigator.credentials.get({ publicKey })) as PublicKeyCredential).toJSON();
    }, options);
    expect(await thief.refusal('POST', '/v1/passkeys/sign-in', { credential })).toBe('not-recognised');
  });
});
