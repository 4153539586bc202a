import { type AxeResults, type RunOptions } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { serveGallery } from '../../../scripts/gallery-site.mjs';
import type { Gallery } from '../../../client/gallery/gallery.js';
import { SHELL } from './chromium.js';

declare global {
  interface Window {
    gallery: Gallery;
    axe: { run(context: Document, options: RunOptions): Promise<AxeResults> };
  }
}

/** Tabs that look at the same time. */
const TABS = 2;

/** WCAG 2.2 A and AA, with the size of targets, which axe does not look at by itself. */
const AXE: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
};

/** Walks through every state of the gallery, and collects what is wrong with each. */
export class Visitor {
  private constructor(
    private readonly browser: Browser,
    private readonly site: Awaited<ReturnType<typeof serveGallery>>,
  ) {}

  static async arrives(): Promise<Visitor> {
    return new Visitor(await chromium.launch(SHELL), await serveGallery());
  }

  async leaves(): Promise<void> {
    await this.browser.close();
    this.site.close();
  }

  /**
   * Faults by the state that has them; what a page says on the console, or throws, is one too.
   * @param languages in which a state is looked at, by its number
   */
  async walks(
    languages: (at: number) => ('nl' | 'en')[],
    look: (page: Page, at: number) => Promise<string[]>,
    options: BrowserContextOptions = {},
    style = '',
  ): Promise<Record<string, string[]>> {
    const faults: Record<string, string[]> = {};
    const rooms = await Promise.all(Array.from({ length: TABS }, () => this.opens(options, style)));
    const states = await rooms[0]!.page.evaluate(() => window.gallery.states);
    const jobs = states.flatMap((name, at) => languages(at).map((language) => ({ name, language, at })));
    const work = async ({ page, said }: (typeof rooms)[number]): Promise<void> => {
      for (let job = jobs.shift(); job; job = jobs.shift()) {
        const { name, language, at } = job;
        const found = await shows(page, name, language)
          .then(() => look(page, at))
          .catch((error: unknown) => [String(error)]);
        const all = [...found, ...said.splice(0)];
        if (all.length > 0) faults[`${name} ${language}`] = all;
      }
    };
    await Promise.all(rooms.map(work));
    await Promise.all(rooms.map(({ page }) => page.context().close()));
    return faults;
  }

  private async opens(options: BrowserContextOptions, style: string): Promise<{ page: Page; said: string[] }> {
    const page = await (await this.browser.newContext(options)).newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => said.push(String(error)));
    await page.goto(this.site.url);
    await page.addScriptTag({ path: 'node_modules/axe-core/axe.min.js' });
    if (style) await page.addStyleTag({ content: style });
    return { page, said };
  }
}

function shows(page: Page, name: string, language: 'nl' | 'en'): Promise<void> {
  return page.evaluate(([state, spoken]) => window.gallery.show(state, spoken), [name, language] as const);
}

/** What is still appearing has other colours. */
export const STILL: BrowserContextOptions = { reducedMotion: 'reduce' };
export const WIDTHS = [320, 390, 1280];

/** What axe finds in each of these looks, each with where. */
export async function axeFaultsAt(page: Page, themes: ('light' | 'dark')[], widths: number[]): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      found.push(...(await axeFaultsOf(page)).map((fault) => `${colorScheme} ${width}: ${fault}`));
    }
  }
  return found;
}

function axeFaultsOf(page: Page): Promise<string[]> {
  return page.evaluate(async (options) => {
    const { violations } = await window.axe.run(document, options);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  }, AXE);
}

/** Pupils' names where all can read or hear them: in the title, and in live regions (WCAG 4.1.3). */
export function namesToldIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const regions = [...document.querySelectorAll('[role=alert], [role=status], [role=log], [aria-live]')];
    const told = [document.title, location.href, ...regions.map(({ textContent }) => textContent)].join('\n');
    return window.gallery.names.flatMap((name) => name.match(/\p{Lu}[\p{L}-]+/gu) ?? []).filter((part) => told.includes(part));
  });
}
