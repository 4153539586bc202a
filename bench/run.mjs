import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { ensure } from '../scripts/ensure.mjs';
import startPostgresql from '../scripts/postgresql.mjs';
import { write } from './report/document.mjs';
import { pictureOf } from './report/picture.mjs';
import { sheetOf } from './report/sheet.mjs';
import { tableOf } from './report/table.mjs';

const args = process.argv.slice(2);
const words = args.filter((word) => word !== 'short' && !word.startsWith('--'));
const isShort = args.includes('short');
const files = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.bench.mjs'));
const chosen = files.filter((file) => words.length === 0 || words.some((word) => file.includes(word)));

await ensure();
await startPostgresql();
const sheets = {};
for (const file of chosen) {
  const bench = await import(new URL(file, import.meta.url));
  if (bench.contenders.length === 0) continue;
  const name = file.replace('.bench.mjs', '');
  const sheet = sheetOf(bench, await runsOf(bench, name));
  sheets[name] = sheet;
  console.log(`\n${sheet.title}\n\n${tableOf(sheet)}\n`);
}
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/latest.json', JSON.stringify(sheets, null, 2));
if (args.includes('--write')) inDocument();
process.exit();

/** Interleaved, so that what the machine does meanwhile meets all of them: A B C A B C. */
async function runsOf({ contenders, measure, rounds = 3 }, name) {
  const runs = Object.fromEntries(contenders.map((contender) => [contender.name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const contender of contenders) {
      process.stderr.write(`${name}, round ${round}: ${contender.name}\n`);
      runs[contender.name].push(await measure(contender, { isShort }));
    }
  }
  return runs;
}

/** The numbers of this run, with its command and its date. */
function inDocument() {
  const command = ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
  const date = new Date().toLocaleDateString('en-GB', { dateStyle: 'long' });
  const machine = `Node ${process.version.slice(1)}, ${availableParallelism()} cores, ${process.platform}`;
  for (const [name, sheet] of Object.entries(sheets)) {
    const from = `\`${command}\`, ${date}; ${machine}.`;
    write(name, [tableOf(sheet), ...sheet.notes, from].join('\n\n'));
  }
  if (words.length === 0) writeFileSync('docs/images/performance.svg', pictureOf(Object.values(sheets)));
}
