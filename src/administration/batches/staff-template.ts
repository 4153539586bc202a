/** The columns of a list of staff, and a line that nobody takes for somebody's; with a byte order mark, so that spreadsheets read the accents. */
export const STAFF_TEMPLATE = `\ufeff${[
  ['e-mail', 'naam', 'schoolcode', 'rollen', 'groepen', 'dagen'],
  ['voorbeeld@school.example', 'Voorbeeld: haal deze regel weg', '99ZZ99', 'leerkracht', 'Groep 3, Groep 4', 'ma-wo'],
]
  .map((fields) => `${fields.join(';')}\r\n`)
  .join('')}`;
