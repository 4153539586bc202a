import type { Sector } from '../../../src/contract/index.js';
import { Faults, readSchools, readStaff } from '../../../src/imports/index.js';

const course = () => ({ signal: new AbortController().signal, advance: () => {} });

/** As Windows-1252, as far as that is Latin-1. */
export function latin(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

interface File {
  name: string;
  content: string | Uint8Array;
  sector?: Sector;
}

const uploadOf = ({ name, content, sector = 'po' }: File) => ({
  name,
  sector,
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
});

export async function schoolsIn(...files: File[]) {
  const faults = new Faults();
  const plan = await readSchools(files.map(uploadOf), { faults, course: course() });
  return { plan, faults: faults.list(), count: faults.count };
}

export async function staffIn(schools: string[], ...files: File[]) {
  const faults = new Faults();
  const { plan } = await readStaff(files.map(uploadOf), new Set(schools), { faults, course: course() });
  return { plan, faults: faults.list(), count: faults.count };
}
