import { readFileSync } from 'node:fs';

const FAULT =
  'THEME must name a stylesheet with nothing but `:root { --seintje-…: …; }`, of colours, fonts of the device and measures, 10 kB at the most';
const LARGEST = 10_000;
const DECLARATION = String.raw`--seintje-[a-z\d-]+\s*:\s*[\w\s#%.,()'"/-]+;`;
const THEME = new RegExp(String.raw`^\s*:root\s*\{\s*(?:${DECLARATION}\s*)*\}\s*$`);

/** An organisation's own colours, type and space: the tokens of `client/elements/tokens.css`, and nothing that can do anything else. */
export function readTheme(path: string): { theme: string } | { fault: string } {
  let css: string;
  try {
    css = readFileSync(path, 'utf8');
  } catch {
    return { fault: FAULT };
  }
  const bare = css.replace(/\/\*[^]*?\*\//g, '');
  const isSound = css.length <= LARGEST && THEME.test(bare) && !/url\(|@|\\/i.test(bare);
  return isSound ? { theme: css } : { fault: FAULT };
}
