import { download } from '../elements/download.js';

/** For Dutch spreadsheets: CSV (RFC 4180) with the semicolon and a byte order mark. */
export function csvOf(rows: string[][]): string {
  return `\uFEFF${rows.map((cells) => `${cells.map(cell).join(';')}\r\n`).join('')}`;
}

export function saveCsv(rows: string[][], name: string): void {
  download(new Blob([csvOf(rows)], { type: 'text/csv;charset=utf-8' }), name);
}

/** No cell can be taken for a formula (OWASP, CSV injection). */
function cell(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  // Also where commas part cells: behind one a formula could begin.
  return /[;,"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
