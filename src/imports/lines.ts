import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse';
import { breathe } from './course.js';
import type { Faults } from './faults.js';

/** A file that came in; it is never written to disk. */
export interface Upload {
  /** As whoever sent it calls it. */
  name: string;
  bytes: Uint8Array;
}

/** The fields of one line, and which one it is: from 1, as a spreadsheet counts. */
export interface Line {
  fields: string[];
  line: number;
}

/** Bytes that are made out before everybody else goes first. */
const CHUNK = 1 << 16;
/** Letters in one line: what is longer is a quotation mark that was never closed. */
const LONGEST = 100_000;
/** Nothing in Windows-1252: such bytes are from another encoding. */
const NOT_THERE = /[\u0081\u008d\u008f\u0090\u009d]/;

/**
 * The lines of a CSV file (RFC 4180, also with `;`): UTF-8 with or without a byte order mark, else Windows-1252. Streaming, so that
 * a large file keeps nobody waiting. Ends at what cannot be made out, which is noted.
 */
export async function* linesOf({ name, bytes }: Upload, faults: Faults, signal: AbortSignal): AsyncGenerator<Line> {
  // Spreadsheets themselves, pictures, UTF-16.
  if (bytes.includes(0)) return faults.add(name, null, null, 'encoding');
  const read: Line[] = [];
  let line = 0;
  const take = (fields: string[]) => void read.push({ fields, line: (line += 1) });
  const options = { relax_column_count: true, trim: true, max_record_size: LONGEST };
  // Not by the stream's own buffer, which goes with the lines before a fault.
  const parser = parse({ ...options, delimiter: delimiterOf(bytes), on_record: take }).on('error', () => {});
  for await (const text of textOf(bytes, signal)) {
    if (text === null) return faults.add(name, null, null, 'encoding');
    parser.write(text);
    yield* read.splice(0);
    if (parser.errored) break;
  }
  if (!parser.errored) parser.end();
  // The last line comes when the stream has ended.
  await breathe(signal);
  yield* read.splice(0);
  if (parser.errored) faults.add(name, line + 1, null, 'quotes');
}

/** Lines in all that are taken. */
export const MOST_LINES = 60_000;

/** How many lines there are about, as far as they are taken; fast. */
export function countLines({ bytes }: Upload): number {
  let count = 1;
  for (let at = bytes.indexOf(10); at >= 0 && count <= MOST_LINES; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}

/** Piece by piece; null where it is no text. */
async function* textOf(bytes: Uint8Array, signal: AbortSignal): AsyncGenerator<string | null> {
  const isUnicode = isUtf8(bytes);
  // Also takes away a byte order mark.
  const decoder = new TextDecoder(isUnicode ? 'utf-8' : 'windows-1252');
  for (let at = 0; at < bytes.length; at += CHUNK) {
    await breathe(signal);
    const text = decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true });
    yield !isUnicode && NOT_THERE.test(text) ? null : text;
  }
}

/** What stands between the names of the columns; those are letters that every encoding shares. */
function delimiterOf(bytes: Uint8Array): string {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, CHUNK));
  return start.slice(0, start.search(/[\r\n]|$/)).includes(';') ? ';' : ',';
}
