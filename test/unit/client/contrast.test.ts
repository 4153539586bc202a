import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** Each token in light and in dark, as `client/elements/tokens.css` says. */
const TOKENS = new Map(
  [
    ...readFileSync('client/elements/tokens.css', 'utf8').matchAll(
      /--seintje-([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g,
    ),
  ].map(([, name = '', light = '', dark = '']) => [name, { light, dark }]),
);

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

test.each(['light', 'dark'] as const)('what stands on %s paper can be read', (theme) => {
  const faint = PAIRS.flatMap(([ink, papers, least]) =>
    papers
      .map((paper) => ({ pair: `${ink} on ${paper}`, ratio: contrastOf(TOKENS.get(ink)![theme], TOKENS.get(paper)![theme]) }))
      .filter(({ ratio }) => ratio < least),
  );
  expect(faint).toEqual([]);
});

test('every colour is looked at, but for the lines that only divide', () => {
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
