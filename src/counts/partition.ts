import type { Sector } from '../contract/index.js';

const SECTORS: readonly Sector[] = ['po', 'vo', 'mbo'];
const FEWEST_SCHOOLS = 3;

/** The sectors that take part, each in one row or in none. */
export interface Partition {
  rows: Sector[][];
  /** Too few schools, even together. */
  withheld: Sector[];
}

/**
 * Which sectors share a row. One with fewer than three schools never stands alone: such sectors are one row, which takes in the
 * next smallest until it holds two sectors and three schools (CBS: where one cell is hidden, a second one is).
 *
 * Rows do not overlap and there is no total, so that nothing can be subtracted from anything. Who is where follows from the
 * numbers of schools alone, which everybody may know, and not from what was counted: the shape of a table tells nothing.
 * @param schools how many take part; a sector that is absent has none, and no row
 */
export function partition(schools: ReadonlyMap<Sector, number>): Partition {
  const size = (sector: Sector) => schools.get(sector) ?? 0;
  const together = (sectors: Sector[]) => sectors.reduce((sum, sector) => sum + size(sector), 0);
  const smallestFirst = SECTORS.filter((sector) => size(sector) > 0).sort((a, b) => size(a) - size(b));
  const small = smallestFirst.filter((sector) => size(sector) < FEWEST_SCHOOLS);
  const own = smallestFirst.slice(small.length);
  if (small.length > 0) while (own.length > 0 && (small.length < 2 || together(small) < FEWEST_SCHOOLS)) small.push(own.shift()!);
  const isShown = small.length >= 2 && together(small) >= FEWEST_SCHOOLS;
  return {
    rows: [...inOrder(own).map((sector) => [sector]), ...(isShown ? [inOrder(small)] : [])],
    withheld: isShown ? [] : inOrder(small),
  };
}

function inOrder(sectors: Sector[]): Sector[] {
  return SECTORS.filter((sector) => sectors.includes(sector));
}
