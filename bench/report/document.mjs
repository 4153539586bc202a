import { readFileSync, writeFileSync } from 'node:fs';

const DOCUMENT = 'docs/performance.md';

/** Puts a text between the two marks of its name in the document; what stands around it is left as it is. */
export function write(name, text) {
  const [begin, end] = [`<!-- bench ${name} -->`, `<!-- /bench ${name} -->`];
  const document = readFileSync(DOCUMENT, 'utf8');
  const [before, after] = [document.indexOf(begin), document.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`${DOCUMENT} has no place for ${name}: ${begin} ${end}`);
  writeFileSync(DOCUMENT, `${document.slice(0, before + begin.length)}\n\n${text}\n\n${document.slice(after)}`);
}
