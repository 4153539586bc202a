import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { inChromium } from './support/chromium.js';
import { axeFaultsAt, namesToldIn, STILL, Visitor, WIDTHS } from './support/gallery.js';
import { clippedIn, edgelessIn, hiddenFocusIn, movingIn, overflowOf, smallTargetsOf, SPACIOUS } from './support/layout.js';

inChromium('every state of every page', () => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await Visitor.arrives();
  });
  afterAll(() => visitor.leaves());

  test('[R-CLIENT-9] has no fault that axe knows, in one of its twelve looks in turn', async () => {
    // All twelve looks of each state are in gallery.proof.ts: `npm run proof`.
    const look = (page: Page, at: number) =>
      axeFaultsAt(page, [Math.floor(at / 2) % 2 === 0 ? 'light' : 'dark'], [WIDTHS[Math.floor(at / 4) % 3]!]);
    expect(await visitor.walks((at) => [at % 2 === 0 ? 'nl' : 'en'], look, STILL)).toEqual({});
  }, 300_000);

  test('[R-CLIENT-9] fits 320 px, has targets of 44 px, and tells no name', async () => {
    const look = async (page: Page) => [
      ...(await overflowOf(page)),
      ...(await smallTargetsOf(page)),
      ...(await namesToldIn(page)),
      ...(await hiddenFocusIn(page)),
    ];
    expect(await visitor.walks(() => ['nl'], look, { viewport: { width: 320, height: 640 } })).toEqual({});
  });

  test('[R-CLIENT-9] loses nothing in larger letters with more space, nor its edges in forced colours, and can be still', async () => {
    const look = async (page: Page) => {
      const found = [...(await overflowOf(page)), ...(await clippedIn(page)), ...(await movingIn(page))];
      await page.emulateMedia({ forcedColors: 'active' });
      found.push(...(await edgelessIn(page)));
      await page.emulateMedia({ forcedColors: 'none' });
      return found;
    };
    const options = { viewport: { width: 640, height: 800 }, reducedMotion: 'reduce' } as const;
    expect(await visitor.walks(() => ['nl'], look, options, SPACIOUS)).toEqual({});
  });

  test('[R-CLIENT-9] is not part of what the server serves', () => {
    const files = readdirSync('dist/client', { recursive: true, encoding: 'utf8' }).filter((file) => extname(file));
    expect(files).toContain('index.html');
    const told = files.filter((file) =>
      /gallery|Oefenkind-van der/.test(file + readFileSync(join('dist/client', file), 'latin1')),
    );
    expect(told).toEqual([]);
  });
});
