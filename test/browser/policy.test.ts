import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectConsole } from '../support/expect-console.js';
import { madeUpPupil } from '../support/pupils.js';
import { copySchools } from '../support/schools.js';
import { inChromium } from './support/chromium.js';
import { eventually } from './support/part.js';
import { Recipient } from './support/recipient.js';
import { Sender } from './support/sender.js';
import { Teacher } from './support/teacher.js';
import { withVisits } from './support/visits.js';
import { weighs } from './support/weight.js';

/** @param map the import map of the page, which names the hash of every script that is loaded later */
const policyWith = (map: string) => [
  "default-src 'none'",
  `script-src 'self' 'sha256-${createHash('sha256').update(map).digest('base64')}'`,
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self'",
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types seintje-worker',
];

/** What somebody might write into a list of schools. */
const MARKUP = '<img src=x onerror=window.ran=1>';

const MISSING = 'Een deel van deze pagina laadt niet. We proberen het steeds opnieuw.';

inChromium('the policy under which the pages run', () => {
  const env: Record<string, string> = { THEME: 'docs/themes/example.css' };
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seintje-schools-'));
    const rename = (text: string) => text.replace('CBS Het Kompas', MARKUP);
    env.DEMONSTRATION_DIR = await copySchools(join(folder, 'schools'), 'schools.csv', rename);
  });
  const visits = withVisits({ env });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('[R-CLIENT-5] is exactly this, on the stage and on every part', async () => {
    for (const path of ['/', `/deel/${await visits.idOf('Petra van Dam')}`]) {
      const response = await fetch(visits.app.url + path);
      const { headers } = response;
      const inline = [...(await response.text()).matchAll(/<script(?![^>]* src=)([^>]*)>([^<]*)</g)];
      expect(inline.map(([, kind]) => kind)).toEqual([' type="importmap"']);
      expect(headers.get('content-security-policy')).toBe(policyWith(inline[0]![2]!).join(';'));
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('[R-CLIENT-5] its page and its worker have published hashes; the worker and what is installed come from one address', async () => {
    const get = async (path: string) => (await fetch(visits.app.url + path)).text();
    const published = (await get('/integrity.txt')).trim().split('\n');
    expect(published.map((line) => line.split('  ')[1])).toEqual(['index.html', 'worker.js']);
    for (const line of published) {
      const [hash, name] = line.split('  ');
      const address = name === 'index.html' ? '/' : `/${name}`;
      expect(
        `sha384-${createHash('sha384')
          .update(await get(address))
          .digest('base64')}`,
      ).toBe(hash);
    }
    for (const [path, type] of [
      ['/worker.js', /javascript/],
      ['/manifest.webmanifest', /manifest\+json/],
      ['/icons/192.png', /png/],
    ] as const) {
      const { headers } = await fetch(visits.app.url + path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-type')).toMatch(type);
    }
  });

  test('[R-CLIENT-5] nothing is asked of anybody else in a whole journey', async () => {
    const contexts = await Promise.all([1, 2, 3].map(() => visits.opens()));
    const asked: string[] = [];
    for (const context of contexts) {
      context.on('request', (request) => asked.push(request.url()));
      context.on('page', (page) => page.on('websocket', (socket) => asked.push(socket.url())));
    }
    const [karin, petra, marijke] = await Promise.all([
      visits.arrives(Sender, 'Karin de Graaf', { in: contexts[0] }),
      visits.arrives(Recipient, 'Petra van Dam', { in: contexts[1] }),
      visits.arrives(Teacher, 'Marijke Bos', { in: contexts[2] }),
    ]);
    const pupil = madeUpPupil();
    await karin.sendsASignalFor(pupil);
    await petra.opensTheSignal(pupil);
    await petra.passesItOnTo('Marijke Bos');
    await marijke.opensTheCard(pupil);
    await marijke.knows();
    await petra.isDone();
    await karin.sees('OBS De Linde is klaar. Het signaal is gewist.');
    const { host } = new URL(visits.app.url);
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((url) => new URL(url).host !== host)).toEqual([]);
  });

  test('[R-CLIENT-5] script that was smuggled into a page does not run', async () => {
    const { page } = await visits.arrives(Sender, 'Karin de Graaf');
    expectConsole(/Content Security Policy|TrustedTypePolicy|TrustedHTML|TrustedScript/);
    const outcomes = await page.evaluate(async () => {
      // Makes of any text what may run, under a name of its own or under the one that the policy allows.
      const policies = (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } })
        .trustedTypes;
      const rules = { createHTML: (text: string) => text, createScriptURL: (text: string) => text };
      const attacks: Record<string, () => void> = {
        'another policy': () => policies.createPolicy('other', rules),
        'the same policy': () => policies.createPolicy('seintje-worker', rules),
        markup: () => (document.body.innerHTML = '<img src=x onerror="window.ran = 1">'),
        // eslint-disable-next-line @typescript-eslint/no-implied-eval
        function: () => void new Function('window.ran = 2').call(null),
        eval: () => void globalThis.eval('window.ran = 3'),
        timer: () => void setTimeout('window.ran = 4' as unknown as () => void),
        handler: () => document.body.appendChild(document.createElement('img')).setAttribute('onerror', 'window.ran = 5'),
        inline: () => document.body.appendChild(document.createElement('script')).append('window.ran = 6'),
        elsewhere: () => (document.body.appendChild(document.createElement('script')).src = 'https://elsewhere.example/ran.js'),
      };
      const outcomes: Record<string, string> = {};
      for (const [name, attack] of Object.entries(attacks)) {
        // In a task of the page's own: what a debugger evaluates is exempt from the policy.
        outcomes[name] = await new Promise((resolve) =>
          setTimeout(() => {
            try {
              attack();
              resolve('tried');
            } catch (error) {
              resolve((error as Error).name);
            }
          }),
        );
      }
      // An address that the policy refuses is an error of the image.
      document.querySelectorAll('img').forEach((image) => (image.src = 'data:,'));
      await new Promise((resolve) => setTimeout(resolve, 300));
      outcomes.worker = await navigator.serviceWorker.register('/worker.js').then(
        () => 'registered',
        (error: Error) => error.name,
      );
      return { ...outcomes, ran: (window as { ran?: number }).ran ?? 'nothing' };
    });
    const refused = ['another policy', 'the same policy', 'markup', 'elsewhere', 'worker'];
    expect(outcomes).toMatchObject(Object.fromEntries(refused.map((attack) => [attack, 'TypeError'])));
    expect(outcomes.ran).toBe('nothing');
  });

  test('[R-CLIENT-5] a name from the directory is text, whatever it looks like', async () => {
    const context = await visits.opens();
    const karin = await visits.arrives(Sender, 'Karin de Graaf', { in: context });
    await karin.startsASignal();
    await karin.page.getByLabel('Zoek op naam, plaats of BRIN.').fill('99AB00');
    await karin.page.getByRole('radio', { name: `${MARKUP}, Oudewaard` }).check();
    const stage = await context.newPage();
    await stage.goto(visits.app.url);
    await stage.getByRole('heading', { name: MARKUP }).waitFor();
    for (const page of [karin.page, stage]) {
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
    }
  });

  test('[R-CLIENT-5] a script that was changed on its way does not run, neither at first nor later', async () => {
    const context = await visits.opens();
    const opensWith = async (which: string, change: (script: string) => string) => {
      const page = await context.newPage();
      await page.route(`**/assets/${which}-*.js`, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: change(await response.text()) });
      });
      await page.goto(visits.app.url);
      return page;
    };
    const ran = (page: Page) => page.evaluate(() => (window as { ran?: number }).ran);
    const add = (script: string) => `${script}\nwindow.ran = 1;`;
    const sound = await opensWith('index', (script) => script);
    await sound.getByRole('heading', { level: 1 }).waitFor();

    expectConsole(/integrity/);
    const changed = await opensWith('index', add);
    expect(await ran(changed)).toBeUndefined();
    expect(await changed.locator('#app').innerHTML()).toBe('');
    expectConsole(/dynamically imported/);
    const later = await opensWith('demonstration-stage', add);
    await later.getByText(MISSING).waitFor();
    expect(await ran(later)).toBeUndefined();
  });

  test('[R-CLIENT-16] a part that cannot be loaded is told, and is there as soon as it can be', async () => {
    const context = await visits.opens();
    const isAway = { page: true, words: true };
    await context.route(/assets\/teacher-page-/, (route) => (isAway.page ? route.abort() : route.continue()));
    await context.route(/assets\/en-/, (route) => (isAway.words ? route.fulfill({ status: 404 }) : route.continue()));
    expectConsole(/ERR_FAILED|404|dynamically imported/);
    const marijke = await visits.arrives(Teacher, 'Marijke Bos', { in: context });
    await marijke.page.getByRole('alert').getByText(MISSING).waitFor();
    isAway.page = false;
    await marijke.seesHeading('Niets voor jou op dit moment.');
    await marijke.seesNo(MISSING);

    await marijke.presses('English');
    await marijke.sees('Deze taal laadt nu niet. Probeer het later nog eens.');
    await marijke.seesHeading('Niets voor jou op dit moment.');
    isAway.words = false;
    await marijke.presses('English');
    await marijke.seesHeading('Nothing for you right now.');

    // What was fetched while nothing was done is there without a network.
    await eventually(async () => expect(await loadedBy(marijke.page)).toMatch(/about-accessibility.*en-about/s));
    await context.setOffline(true);
    await marijke.presses('How does it work?');
    await marijke.seesHeading('How does it work?');
    await marijke.presses('Accessibility');
    await marijke.seesHeading('Accessibility');
  });

  test('[R-CLIENT-17] [R-THEME-1] a teacher’s first load, with a theme, is 60 kB of script and 150 kB in all, at the most', async () => {
    const context = await visits.opens();
    const weigh = await weighs(context);
    const marijke = await visits.arrives(Teacher, 'Marijke Bos', { in: context });
    await marijke.seesHeading('Niets voor jou op dit moment.');
    // Its theme came along.
    const paper = () => marijke.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await paper()).toBe('rgb(247, 248, 250)');
    await marijke.page.emulateMedia({ colorScheme: 'dark' });
    expect(await paper()).toBe('rgb(17, 22, 31)');
    // So has the browser's own bar.
    const bars = () =>
      marijke.page.locator('meta[name="theme-color"]').evaluateAll((metas) => metas.map((each) => each.getAttribute('content')));
    await eventually(async () => expect(await bars()).toEqual(['rgb(17, 22, 31)', 'rgb(17, 22, 31)']));
    const { script, all } = await weigh();
    expect(script).toBeGreaterThan(20_000);
    expect(script).toBeLessThan(60_000);
    expect(all).toBeLessThan(150_000);
  });

  test('[R-CLIENT-5] another origin cannot frame a page', async () => {
    const { url } = visits.app;
    const context = await visits.opens();
    // The same machine by another name is another origin.
    const origins = { same: url, other: url.replace('localhost', '127.0.0.1') };
    const framedBy = async (origin: string) => {
      const page = await context.newPage();
      const body = `<title>Elsewhere</title><iframe src="${url}/deel/${await visits.idOf('Tom Vos')}"></iframe>`;
      await page.route(`${origin}/elsewhere`, (route) => route.fulfill({ contentType: 'text/html', body }));
      await page.goto(`${origin}/elsewhere`);
      return page;
    };
    expectConsole(/401/);
    await (await framedBy(origins.same)).frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();
    const [, frame] = (await framedBy(origins.other)).frames();
    expect(frame!.url()).toMatch(/^chrome-error:/);
  });
});

/** The files that a page has loaded, in order of their names. */
function loadedBy(page: Page): Promise<string> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .sort()
      .join('\n'),
  );
}
