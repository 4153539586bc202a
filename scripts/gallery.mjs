import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from './ensure.mjs';
import { SHEETS } from './gallery-sheets.mjs';
import { inGallery, nameOf } from './photograph.mjs';

// Photographs every state of every page. `npm run gallery -- teacher-T3 nl dark 390` takes those with all of these words, and
// `npm run gallery -- --sheets` the sheets of docs/gallery.md.
const FOLDER = '.gallery';
const SHEETS_FOLDER = 'docs/images/gallery';
const STYLE = `
  body { margin: 0; padding: 12px; display: flex; flex-wrap: wrap; gap: 12px; align-items: start; font: 14px sans-serif; background: #dcdcdc }
  figure { margin: 0 }
  img { display: block; max-width: var(--width, 390px) }`;
const words = process.argv.slice(2);

try {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  await (words.includes('--sheets') ? takeSheets() : takePictures());
} catch (error) {
  console.error(error instanceof Failure ? `Seintje: ${error.sentence}` : error);
  process.exitCode = 1;
}

async function takePictures() {
  const isWanted = (shot) => words.every((word) => Object.values(shot).map(String).includes(word) || shot.state.includes(word));
  const shots = await inGallery((_, photograph) => photograph(isWanted, FOLDER));
  writeFileSync(
    `${FOLDER}/index.html`,
    pageOf(shots, (shot) => `${nameOf(shot)}.png`),
  );
  console.log(`Seintje: ${shots.length} pictures, to look at in ${resolve(FOLDER, 'index.html')}`);
}

async function takeSheets() {
  mkdirSync(SHEETS_FOLDER, { recursive: true });
  await inGallery(async (browser, photograph) => {
    for (const { name, shown, columns, states, look } of SHEETS) {
      const isLook = (shot) => Object.entries(look).every(([key, value]) => shot[key] === value);
      const shots = await photograph((shot) => isLook(shot) && states.includes(shot.state), FOLDER);
      const missing = states.filter((state) => !shots.some((shot) => shot.state === state));
      if (missing.length > 0) throw new Failure(`the gallery has no ${missing.join(', ')}.`);
      shots.sort((one, other) => states.indexOf(one.state) - states.indexOf(other.state));
      const page = await browser.newPage({ viewport: { width: columns * (shown + 12) + 12, height: 600 } });
      const source = (shot) => `data:image/png;base64,${readFileSync(`${FOLDER}/${nameOf(shot)}.png`, 'base64')}`;
      await page.setContent(pageOf(shots, source, `--width: ${shown}px`));
      await page.screenshot({ path: `${SHEETS_FOLDER}/${name}.jpg`, fullPage: true, quality: 82 });
      await page.close();
    }
  });
  console.log(`Seintje: ${SHEETS.length} sheets in ${SHEETS_FOLDER}`);
}

function pageOf(shots, source, style = '') {
  const figures = shots.map(
    (shot) => `<figure><figcaption>${shot.state}</figcaption><img src="${source(shot)}" loading="eager"></figure>`,
  );
  return `<!doctype html><title>Seintje</title><style>${STYLE}</style><body style="${style}">${figures.join('\n')}\n`;
}
