import { readFileSync } from 'node:fs';

const FAULT =
  'THEME must name a stylesheet with nothing but `:root { --seintje-…: …; }`, of colours, fonts of the device and measures, 10 kB at the most';
const LARGEST = 10_000;

/** What each token of `client/elements/tokens.css` may be. */
const TOKENS: [RegExp, RegExp][] = [
  [
    /^(background|card|line|text|text-2|control|focus|focus-on-failure|(on-)?(action|drill|failure)|action-pressed|signal|signal-edge|done|(action|signal|done|drill)-soft)$/,
    // As `npm test -- contrast` reads it: nothing that it cannot judge, nor a colour that is not there.
    /^light-dark\(#[\da-f]{6},\s*#[\da-f]{6}\)$/i,
  ],
  [/^(sans|serif)$/, /^[\w\s,'"-]+$/],
  [/^(size-(14|16|18|22|28|36)|space-(4|8|12|16|24|32|48|72)|radius-(control|card)|target)$/, /^[\d.]+(rem|em|px)$/],
];

/** An organisation's own colours, type and space, and nothing else that a stylesheet can do. What is returned is what was judged. */
export function readTheme(path: string): { theme: string } | { fault: string } {
  let css: string;
  try {
    css = readFileSync(path, 'utf8');
  } catch {
    return { fault: `${FAULT}; it cannot be read` };
  }
  if (css.length > LARGEST) return { fault: `${FAULT}; it is larger` };
  // Comments leave their line ends, so that a fault is on the line where somebody looks for it.
  const bare = css.replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''));
  const at = faultIn(bare);
  return at === null ? { theme: bare } : { fault: `${FAULT}; line ${bare.slice(0, at).split('\n').length} has something else` };
}

/** Where the first thing is that is not the token of a theme, or null. */
function faultIn(css: string): number | null {
  const opening = /^\s*:root\s*\{/.exec(css);
  const end = css.trimEnd().length - 1;
  if (!opening || css[end] !== '}') return opening ? end : css.search(/\S|$/);
  let at = opening[0].length;
  for (const declaration of css.slice(at, end).split(';')) {
    const text = declaration.trim();
    if (text !== '' && !isToken(text)) return at + declaration.indexOf(text);
    at += declaration.length + 1;
  }
  return null;
}

function isToken(declaration: string): boolean {
  const [, name, value] = /^--seintje-([a-z\d-]+):([^]*)$/.exec(declaration) ?? [];
  return TOKENS.some(([names, values]) => name !== undefined && names.test(name) && values.test(value!.trim()));
}
