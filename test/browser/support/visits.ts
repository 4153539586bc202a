import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { type TestApp, withApp } from '../../support/start-app.js';
import { CHROMIUM, SHELL } from './chromium.js';
import type { Part, PartClass } from './part.js';

const WEEK = 7 * 86_400_000;
/** Of the cookies that hold sessions; the part's id follows. */
const PREFIX = 'seintje-';

interface Visit extends BrowserContextOptions {
  /** Somebody else's browser, which they share. */
  in?: BrowserContext;
  /** The folder of a browser of their own, kept after the visit. */
  profile?: string;
  /** Whether the page's time stands under the test's command (`page.clock`). */
  timed?: boolean;
}

interface Browsers {
  /** A browser without cookies; whatever its pages say on the console must be expected (`expectConsole`). */
  opens(visit?: Visit): Promise<BrowserContext>;
  /** Somebody opens their page, signed in, in a browser of their own unless said otherwise. */
  arrives<P extends Part>(as: PartClass<P>, name: string, visit?: Visit): Promise<P>;
  /** The id that is in the address of somebody's page. */
  idOf(name: string): Promise<string>;
}

/** One application and one Chromium for a test file; after each test everybody has signed out, and a week passes. */
export function withVisits(options: Parameters<typeof TestApp.start>[0] = {}): Browsers & { readonly app: TestApp } {
  const server = withApp(options);
  const browsers = withBrowsers(() => server.app.url);
  // The signals of one test are not those of the next, which is on a Monday morning too.
  afterEach(() => server.app.clock.pass(WEEK));
  return {
    ...browsers,
    get app() {
      return server.app;
    },
  };
}

/** One Chromium for a test file; after each test everybody signs out and leaves. */
export function withBrowsers(url: () => string): Browsers {
  let browser: Browser;
  const open = new Set<BrowserContext>();

  beforeAll(async () => {
    browser = await chromium.launch(SHELL);
  });
  afterEach(async () => {
    for (const context of open) {
      const sessions = (await context.cookies()).filter(({ name }) => name.startsWith(PREFIX));
      await context.close();
      // Else the devices of one test would be among those that the next one seals to.
      await Promise.all(sessions.map(({ name, value }) => endSession(url(), name, value)));
    }
  });
  afterAll(() => browser.close());

  async function opens({ profile, timed, in: _, ...rest }: Visit = {}): Promise<BrowserContext> {
    const context = profile ? await chromium.launchPersistentContext(profile, CHROMIUM) : await browser.newContext(rest);
    context.setDefaultTimeout(30_000);
    open.add(context);
    context.on('close', () => open.delete(context));
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) console.error(`page: ${message.text()} ${message.location().url}`);
    });
    context.on('weberror', (fault) => console.error(`page: ${String(fault.error())}`));
    if (timed) await context.clock.install();
    return context;
  }

  async function idOf(name: string): Promise<string> {
    const listed = (await (await fetch(`${url()}/v1/demonstration`)).json()) as { people: { id: string; name: string }[] };
    const found = listed.people.find((person) => person.name === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found.id;
  }

  return {
    opens,
    idOf,
    async arrives(as, name, visit = {}) {
      const context = visit.in ?? (await opens(visit));
      const id = await idOf(name);
      const isSignedIn = (await context.cookies(url())).some(({ name: cookie }) => cookie === PREFIX + id);
      if (!isSignedIn) await context.request.post(`${url()}/v1/demonstration/sessions`, { data: { person: id } });
      const part = new as(await context.newPage(), name);
      await part.page.goto(`${url()}/deel/${id}`);
      await part.isConnected();
      return part;
    },
  };
}

async function endSession(url: string, cookie: string, secret: string): Promise<void> {
  const headers = { cookie: `${cookie}=${secret}`, 'x-seintje-part': cookie.slice(PREFIX.length) };
  await fetch(`${url}/v1/session`, { method: 'DELETE', headers });
}
