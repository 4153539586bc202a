import type { FileFaultCode } from '../contract/index.js';
import type { Course } from './course.js';
import type { Faults } from './faults.js';
import { linesOf, MOST_LINES, type Upload } from './lines.js';

/** The columns that are looked for: a word of ours, and what files call it; the first of those is what it should be called. */
export interface Shape<Column extends string> {
  required: Partial<Record<Column, readonly string[]>>;
  optional: Partial<Record<Column, readonly string[]>>;
  /** Whether any other column is a fault: else it is passed over. */
  isClosed: boolean;
}

type Places<Column extends string> = ReadonlyMap<Column, { at: number; name: string }>;

/** One line, of which the fields are asked by column; what is wrong with them is noted. */
export class Row<Column extends string> {
  constructor(
    readonly file: string,
    readonly line: number,
    private readonly fields: string[],
    private readonly places: Places<Column>,
    private readonly faults: Faults,
  ) {}

  /** Notes what a field is not. */
  fault(column: Column, code: FileFaultCode): void {
    this.faults.add(this.file, this.line, this.places.get(column)?.name ?? null, code);
  }

  has(column: Column): boolean {
    return this.places.has(column);
  }

  /** Empty where the field is, the column is absent, or what is there cannot be used. @param longest in letters */
  optional(column: Column, longest: number): string {
    const value = (this.fields[this.places.get(column)?.at ?? -1] ?? '').trim().normalize('NFC');
    // Also what is not seen, or turns what is seen around: a second administrator judges by it.
    if (/[\p{C}\p{Zl}\p{Zp}]/u.test(value)) this.fault(column, 'control-character');
    else if (value.length > longest) this.fault(column, 'too-long');
    else return value;
    return '';
  }

  /** As `optional`, and a fault where nothing stands there. */
  required(column: Column, longest: number): string {
    const raw = (this.fields[this.places.get(column)?.at ?? -1] ?? '').trim();
    if (raw === '') this.fault(column, 'required');
    return this.optional(column, longest);
  }
}

/** Lines that have been taken of all files together. */
export interface Taken {
  lines: number;
}

/** The rows of a file whose columns fit; without any where they do not, which is noted. */
export async function* rowsOf<Column extends string>(
  upload: Upload,
  shape: Shape<Column>,
  { faults, course, taken }: { faults: Faults; course: Course; taken: Taken },
): AsyncGenerator<Row<Column>> {
  let heading: Heading<Column> | null = null;
  let rows = 0;
  const before = faults.count;
  for await (const { fields, line } of linesOf(upload, faults, course.signal)) {
    if (line > MOST_LINES + 1) return faults.add(upload.name, null, null, 'too-large');
    if (fields.every((field) => field.trim() === '')) continue;
    if (!heading) {
      heading = headingOf(upload.name, line, fields, shape, faults);
      if (!heading) return;
      continue;
    }
    course.advance(1);
    taken.lines += 1;
    rows += 1;
    if (taken.lines > MOST_LINES) return faults.add(upload.name, null, null, 'too-large');
    // A spreadsheet leaves empty fields behind the last column.
    const isFull = fields.length >= heading.width && fields.slice(heading.width).every((field) => field.trim() === '');
    if (isFull) yield new Row(upload.name, line, fields, heading.places, faults);
    else faults.add(upload.name, line, null, 'field-count');
  }
  if (rows === 0 && faults.count === before) faults.add(upload.name, null, null, 'empty');
}

interface Heading<Column extends string> {
  places: Places<Column>;
  /** How many columns have a name, or stand before one that has. */
  width: number;
}

/** As names are compared: without capitals, and whatever stands between words. */
const folded = (name: string) =>
  name
    .trim()
    .toUpperCase()
    .replace(/[\s_]+/g, ' ');

function headingOf<Column extends string>(
  file: string,
  line: number,
  fields: string[],
  { required, optional, isClosed }: Shape<Column>,
  faults: Faults,
): Heading<Column> | null {
  const before = faults.count;
  const width = fields.findLastIndex((field) => field.trim() !== '') + 1;
  const names = fields.slice(0, width).map(folded);
  const places = new Map<Column, { at: number; name: string }>();
  const known = new Set<string>();
  const find = (column: Column, called: readonly string[]) => {
    for (const name of called.map(folded)) known.add(name);
    const name = called.map(folded).find((each) => names.includes(each));
    if (name === undefined) return false;
    const at = names.indexOf(name);
    const own = fields[at]!.trim();
    places.set(column, { at, name: own });
    if (names.indexOf(name, at + 1) >= 0) faults.add(file, line, own, 'column-twice');
    return true;
  };
  for (const [column, called] of Object.entries(required) as [Column, readonly string[]][])
    if (!find(column, called)) faults.add(file, line, called[0]!, 'column-missing');
  for (const [column, called] of Object.entries(optional) as [Column, readonly string[]][]) find(column, called);
  // By its letter, as a spreadsheet has it: where the first line is missing, this is a person's name.
  if (isClosed) names.forEach((name, at) => known.has(name) || faults.add(file, line, letterOf(at), 'column-unknown'));
  return faults.count > before ? null : { places, width };
}

/** A, B … Z, AA. */
function letterOf(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : letterOf(Math.floor(at / 26) - 1) + letter;
}
