import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** The pages' own tokens, and those with what a theme says in their place. */
const THEMES: Record<string, string[]> = {
  'its own colours': ['client/elements/tokens.css'],
  'the example theme': ['client/elements/tokens.css', 'docs/themes/example.css'],
  // `THEME=mine.css npm test -- contrast` looks at somebody's own.
  ...(process.env.THEME && { [process.env.THEME]: ['client/elements/tokens.css', process.env.THEME] }),
};

/** Each colour in light and in dark. */
function tokensOf(files: string[]): Map<string, { light: string; dark: string }> {
  const found = files.flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/--seintje-([\w-]+):\s*light-dark\((#[\da-f]{6}),\s*(#[\da-f]{6})\)/gi),
  ]);
  return new Map(found.map(([, name = '', light = '', dark = '']) => [name, { light, dark }]));
}

const PAPERS = ['background', 'card'];
const TEXT = 4.5;
const EDGE = 3;

/** What stands on what, and how much it must differ: text (WCAG 1.4.3), edges and marks (WCAG 1.4.11). */
const PAIRS: [string, string[], number][] = [
  ['text', [...PAPERS, 'action-soft', 'signal-soft', 'done-soft', 'drill-soft'], TEXT],
  ['text-2', [...PAPERS, 'action-soft', 'signal-soft', 'done-soft', 'drill-soft'], TEXT],
  ['action', [...PAPERS, 'action-soft', 'drill-soft'], TEXT],
  ['on-action', ['action', 'action-pressed'], TEXT],
  ['signal', [...PAPERS, 'signal-soft', 'drill-soft'], TEXT],
  ['signal-edge', [...PAPERS, 'signal-soft'], EDGE],
  ['done', [...PAPERS, 'done-soft'], TEXT],
  ['failure', PAPERS, TEXT],
  ['on-failure', ['failure'], TEXT],
  ['drill', [...PAPERS, 'drill-soft'], EDGE],
  ['on-drill', ['drill'], TEXT],
  ['control', [...PAPERS, 'drill-soft'], EDGE],
  ['focus', [...PAPERS, 'action-soft', 'signal-soft', 'done-soft', 'drill-soft'], EDGE],
  ['focus-on-failure', ['failure'], EDGE],
];

const LOOKS = Object.keys(THEMES).flatMap((name) => (['light', 'dark'] as const).map((paper) => [name, paper] as const));

test.each(LOOKS)('[R-THEME-2] in %s what stands on %s paper can be read', (name, theme) => {
  const TOKENS = tokensOf(THEMES[name]!);
  const faint = PAIRS.flatMap(([ink, papers, least]) =>
    papers
      .map((paper) => ({ pair: `${ink} on ${paper}`, ratio: contrastOf(TOKENS.get(ink)![theme], TOKENS.get(paper)![theme]) }))
      .filter(({ ratio }) => ratio < least),
  );
  expect(faint).toEqual([]);
});

test('every colour is looked at, but for the lines that only divide', () => {
  const TOKENS = tokensOf(THEMES['its own colours']!);
  const looked = new Set(PAIRS.flatMap(([ink, papers]) => [ink, ...papers]));
  expect([...TOKENS.keys()].filter((name) => !looked.has(name))).toEqual(['line']);
});

/** The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG 2.2, "relative luminance". */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
