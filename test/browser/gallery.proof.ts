import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inChromium } from './support/chromium.js';
import { axeFaultsAt, STILL, Visitor, WIDTHS } from './support/gallery.js';

inChromium('every state of every page', () => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await Visitor.arrives();
  });
  afterAll(() => visitor.leaves());

  test('[R-CLIENT-9] has no fault that axe knows, in both languages, in both themes, at each width', async () => {
    const look = (page: Parameters<typeof axeFaultsAt>[0]) => axeFaultsAt(page, ['light', 'dark'], WIDTHS);
    expect(await visitor.walks(() => ['nl', 'en'], look, STILL)).toEqual({});
  }, 900_000);
});
