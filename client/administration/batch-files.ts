import type { Sector } from '../../src/contract/index.js';

/** A file to read in; schools' with whose it is. */
export interface ChosenFile {
  file: File;
  /** null: not said yet. */
  sector: Sector | null;
}

/** In this order: `mbo` ends as `bo` does. */
const NAMES: [sector: Sector, name: RegExp][] = [
  ['mbo', /mbo/],
  ['po', /basis|speciaal|(^|[^a-z])(bo|po|sbo|so)([^a-z]|$)/],
  ['vo', /voortgezet|vestigingenvo|(^|[^a-z])vo([^a-z]|$)/],
];

/** The kind of school that a file's name speaks of; null where it says nothing, or several things. */
export function sectorOf(name: string): Sector | null {
  const words = name.toLowerCase();
  const told = NAMES.filter(([sector, pattern]) => pattern.test(sector === 'mbo' ? words : words.replaceAll('mbo', '')));
  return told.length === 1 ? told[0]![0] : null;
}

/** Those that were there, with the new ones: the same file again is the same one. */
export function withFiles(known: ChosenFile[], more: Iterable<File>): ChosenFile[] {
  const all = [...known];
  for (const file of more) {
    const isKnown = all.some(({ file: each }) => each.name === file.name && each.size === file.size);
    if (!isKnown) all.push({ file, sector: sectorOf(file.name) });
  }
  return all;
}

/** As they travel: a word for each file of schools, in the same order. */
export function formOf(files: ChosenFile[], hasSectors: boolean): FormData {
  const form = new FormData();
  for (const { file, sector } of files) {
    form.append('files', file, file.name);
    if (hasSectors) form.append('sectors', sector!);
  }
  return form;
}
