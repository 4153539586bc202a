import type { BatchLink } from '../../src/contract/index.js';

/** Links to hand over as CSV (RFC 4180, with the semicolon of Dutch spreadsheets and a byte order mark). */
export function linksCsv(header: string[], links: BatchLink[]): string {
  const rows = [header, ...links.map(({ name, email, link }) => [name, email, link])];
  return `\uFEFF${rows.map((cells) => `${cells.map(cell).join(';')}\r\n`).join('')}`;
}

/** No cell can be taken for a formula (OWASP, CSV injection). */
function cell(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  // Also where commas part cells: behind one a formula could begin.
  return /[;,"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
