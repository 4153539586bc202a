import { COUNT_KINDS, COUNT_STEP, type CountKind, type PublishedCounts, type Sector } from '../contract/index.js';

const KINDS: Record<CountKind, string> = {
  sent: 'Verstuurd',
  'opened-before-bell': 'Geopend vóór de bel',
  'known-before-bell': 'Geregeld vóór de bel',
  returned: 'Teruggestuurd',
  withdrawn: 'Ingetrokken',
  unopened: 'Niet geopend',
};
const HEADER = ['Kwartaal', 'Sectoren', ...COUNT_KINDS.map((kind) => KINDS[kind]), 'Kan ontbreken na'];

/** The published tables as CSV (RFC 4180, with the semicolon of Dutch spreadsheets and a byte order mark). */
export function csvOf({ quarters }: PublishedCounts): string {
  const lines = quarters.flatMap(({ quarter, rows, withheld, missingAfter }) => {
    const line = (sectors: Sector[], texts: string[]) => [quarter, sectors.join(' + '), ...texts, missingAfter.join(' ')];
    return [
      ...rows.map(({ sectors, numbers }) =>
        line(
          sectors,
          COUNT_KINDS.map((kind) => `${numbers[kind] ?? `minder dan ${COUNT_STEP}`}`),
        ),
      ),
      ...(withheld.length > 0 ? [line(withheld, Array(COUNT_KINDS.length).fill('te weinig scholen') as string[])] : []),
    ];
  });
  return `\uFEFF${[HEADER, ...lines].map((cells) => `${cells.map(cell).join(';')}\r\n`).join('')}`;
}

/** No cell can be taken for a formula (OWASP, CSV injection). */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
