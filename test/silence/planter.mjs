// Holds the text that comes in, in every form, and writes it to its output and to a file: the control of the search.
import { Buffer } from 'node:buffer';
import { writeFileSync } from 'node:fs';

const [file] = process.argv.slice(2);
globalThis.held = [];

process.stdin.on('data', (data) => {
  const text = data.toString();
  const base64 = ['', '.', '..'].map((before) => Buffer.from(`${before}${text}.`).toString('base64'));
  const escaped = text.replace(/"/g, '\\"').replace(/ë/g, '\\u00eb');
  const url = text.replace(/ /g, '%20').replace(/"/g, '%22').replace(/ë/g, '%C3%AB');
  const letters = [text, escaped, url, ...base64, data.toString('hex')];
  const bytes = [...letters.map((each) => Buffer.from(each)), Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')];
  globalThis.held.push(...letters, ...bytes);
  // Two bytes apart, so that no form runs into the next.
  const all = Buffer.concat(bytes.flatMap((each) => [each, Buffer.from('\n\n')]));
  writeFileSync(file, all);
  process.stdout.write(all);
});
