import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';

/** What is wrong with the files: everything at once. */
export class CsvFault extends Error {
  /** One for every fault, each with its file, and where they are known its line and column; never a value of a field. */
  readonly sentences: readonly string[];
  /** All of them, a line each, for the person at the terminal. */
  readonly sentence: string;

  constructor(sentences: readonly string[]) {
    super('the files of the directory have faults');
    this.sentences = sentences;
    this.sentence = sentences.join('\n');
  }
}

/** One line of a file, of which the fields are asked by column; what is wrong with them is noted. */
export class Row {
  constructor(
    private readonly place: string,
    private readonly fields: ReadonlyMap<string, string>,
    private readonly faults: string[],
  ) {
    for (const [column, value] of fields) if (/\p{Cc}/u.test(value)) this.fault(column, 'must be one line of plain text');
  }

  /** Notes a fault: what the field should have been. */
  fault(column: string, what: string): void {
    this.faults.push(`${this.place}, column ${column}: ${what}.`);
  }

  /** Empty where the field is, or the column is absent. */
  optional(column: string): string {
    return this.fields.get(column) ?? '';
  }

  required(column: string): string {
    const value = this.optional(column);
    if (value === '') this.fault(column, 'must be filled in');
    return value;
  }

  matching(column: string, pattern: RegExp, what: string): string {
    const value = this.required(column);
    if (value !== '' && !pattern.test(value)) this.fault(column, `must be ${what}`);
    return value;
  }

  /** The key of something in another file; anything goes where that file could not be read, which is noted there. */
  keyIn(known: { has(key: string): boolean } | null, column: string, what: string): string {
    const value = this.required(column);
    if (value !== '' && known && !known.has(value)) this.fault(column, `must be ${what}`);
    return value;
  }

  oneOf<Word extends string>(column: string, words: readonly Word[]): Word {
    const value = this.required(column);
    if (value !== '' && !words.some((word) => word === value)) this.fault(column, `must be one of ${words.join(', ')}`);
    return value as Word;
  }
}

/**
 * The rows of a CSV file (RFC 4180, also with `;` as Dutch spreadsheets write it): UTF-8 with or without a byte order mark,
 * columns by the names in the first line, in any order; fields trimmed, empty lines skipped.
 * @param faults receives a sentence for everything that is wrong
 * @returns null where the columns could not be made out
 */
export function readTable(
  file: string,
  bytes: Uint8Array,
  columns: { required: readonly string[]; optional?: readonly string[] },
  faults: string[],
): Row[] | null {
  const [header, ...lines] = split(file, bytes, faults);
  if (!header) return null;
  const names = header.fields.map((name) => name.toLowerCase());
  const before = faults.length;
  checkHeader(`${file}, line ${header.line}`, names, columns, faults);
  if (faults.length > before) return null;
  return lines.flatMap(({ fields, line }) => {
    const place = `${file}, line ${line}`;
    if (fields.length === names.length) return new Row(place, new Map(names.map((name, at) => [name, fields[at]!])), faults);
    faults.push(`${place}: has ${fields.length} fields where the first line has ${names.length}.`);
    return [];
  });
}

function checkHeader(
  place: string,
  names: string[],
  { required, optional = [] }: { required: readonly string[]; optional?: readonly string[] },
  faults: string[],
): void {
  for (const name of required) if (!names.includes(name)) faults.push(`${place}: the column ${name} is missing.`);
  for (const [at, name] of names.entries()) {
    // By its number: where the first line is missing, this is a person's.
    if (![...required, ...optional].includes(name)) faults.push(`${place}: the name of column ${at + 1} is not known.`);
    else if (names.indexOf(name) !== at) faults.push(`${place}: the column ${name} is there twice.`);
  }
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

function split(file: string, bytes: Uint8Array, faults: string[]): { fields: string[]; line: number }[] {
  if (!isUtf8(bytes)) {
    faults.push(`${file}: must be saved as CSV in UTF-8.`);
    return [];
  }
  try {
    // Also takes away a byte order mark.
    const text = new TextDecoder().decode(bytes);
    const delimiter = text.slice(0, text.search(/[\r\n]|$/)).includes(';') ? ';' : ',';
    const options = { delimiter, info: true, trim: true, relax_column_count: true, skip_records_with_empty_values: true };
    // The typings do not know what `info` makes of the result.
    const rows = parse(text, { ...options, skip_empty_lines: true }) as unknown as Parsed[];
    if (rows.length === 0) faults.push(`${file}: the first line with the names of the columns is missing.`);
    return rows.map(({ record, info }) => ({ fields: record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    faults.push(`${file}, line ${String(error.lines)}: the quotation marks do not fit together.`);
    return [];
  }
}
