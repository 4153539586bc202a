import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { Failure } from './ensure.mjs';
import { serveGallery } from './gallery-site.mjs';
import { programOf } from './system.mjs';

// Photographs every state of every page. `npm run gallery -- teacher-T3 nl dark 390` takes those with all of these words.
const FOLDER = '.gallery';
const WIDTHS = [320, 390, 1280];
const STYLE =
  'body { display: flex; flex-wrap: wrap; gap: 1rem; font: 14px sans-serif } figure { margin: 0 } img { max-width: 390px }';
const words = process.argv.slice(2);

try {
  const executablePath = process.env.CHROMIUM ?? programOf('chromium');
  if (!executablePath) throw new Failure('Chromium is missing. On Debian: apt-get install chromium');
  const site = await serveGallery();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const names = await photograph(browser, site.url).finally(async () => {
    await browser.close();
    site.close();
  });
  const figures = names.map((name) => `<figure><figcaption>${name}</figcaption><img src="${name}.png" loading="lazy"></figure>`);
  writeFileSync(`${FOLDER}/index.html`, `<!doctype html><title>Seintje</title><style>${STYLE}</style>${figures.join('\n')}\n`);
  console.log(`Seintje: ${names.length} pictures, to look at in ${resolve(FOLDER, 'index.html')}`);
} catch (error) {
  console.error(error instanceof Failure ? `Seintje: ${error.sentence}` : error);
  process.exitCode = 1;
}

/** Takes the pictures that were asked for, several at a time. Returns their names in order. */
async function photograph(browser, url) {
  const first = await browser.newPage();
  await first.goto(url);
  const states = await first.evaluate(() => globalThis.gallery.states);
  await first.close();
  const wanted = states.flatMap((state) =>
    ['nl', 'en'].flatMap((language) =>
      ['light', 'dark'].flatMap((theme) => WIDTHS.map((width) => ({ state, language, theme, width }))),
    ),
  );
  const shots = wanted.filter((shot) => {
    const parts = Object.values(shot).map(String);
    return words.every((word) => parts.includes(word) || shot.state.includes(word));
  });
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  const waiting = [...shots];
  const work = async () => {
    const page = await browser.newPage({ reducedMotion: 'reduce' });
    await page.goto(url);
    for (let shot = waiting.shift(); shot; shot = waiting.shift()) {
      await page.emulateMedia({ colorScheme: shot.theme });
      await page.setViewportSize({ width: shot.width, height: 800 });
      await page.evaluate(({ state, language }) => globalThis.gallery.show(state, language), shot);
      await page.screenshot({ path: `${FOLDER}/${nameOf(shot)}.png`, fullPage: true });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return shots.map(nameOf);
}

function nameOf({ state, language, theme, width }) {
  return `${state}-${language}-${theme}-${width}`;
}
