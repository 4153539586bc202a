import { availableParallelism } from 'node:os';
import { chromium } from 'playwright-core';
import { Failure } from './ensure.mjs';
import { serveGallery } from './gallery-site.mjs';
import { programOf } from './system.mjs';

const WIDTHS = [320, 390, 1280];

/** What a picture is called. */
export function nameOf({ state, language, theme, width }) {
  return `${state}-${language}-${theme}-${width}`;
}

/**
 * Opens the gallery in Chromium for as long as `work` takes, which is handed the browser, and a function that takes the pictures of
 * states that are wanted, several at a time, into a folder.
 * @throws Failure
 */
export async function inGallery(work) {
  const executablePath = process.env.CHROMIUM ?? programOf('chromium');
  if (!executablePath) throw new Failure('Chromium is missing. On Debian: apt-get install chromium');
  const site = await serveGallery();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    return await work(browser, (isWanted, folder) => photograph(browser, site.url, isWanted, folder));
  } finally {
    await browser.close();
    site.close();
  }
}

/** Returns what was photographed, in order. */
async function photograph(browser, url, isWanted, folder) {
  const first = await browser.newPage();
  await first.goto(url);
  const states = await first.evaluate(() => globalThis.gallery.states);
  await first.close();
  const all = states.flatMap((state) =>
    ['nl', 'en'].flatMap((language) =>
      ['light', 'dark'].flatMap((theme) => WIDTHS.map((width) => ({ state, language, theme, width }))),
    ),
  );
  const shots = all.filter(isWanted);
  const waiting = [...shots];
  const work = async () => {
    const page = await browser.newPage({ reducedMotion: 'reduce' });
    await page.goto(url);
    // On a page that is photographed in its whole length nothing lies over the middle of it.
    await page.addStyleTag({ content: '.seintje-near, .seintje-nudge { position: static !important; }' });
    for (let shot = waiting.shift(); shot; shot = waiting.shift()) {
      await page.emulateMedia({ colorScheme: shot.theme });
      await page.setViewportSize({ width: shot.width, height: 800 });
      await page.evaluate(({ state, language }) => globalThis.gallery.show(state, language), shot);
      await page.screenshot({ path: `${folder}/${nameOf(shot)}.png`, fullPage: true });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return shots;
}
