import type { Sector } from '../../src/contract/index.js';
import type { Content } from '../../src/sealed/content.js';

const FIRST = ['Sam', 'Robin', 'Noor', 'Charlie', 'Bo', 'Sasha', 'Mika', 'Luca', 'Jip', 'Kim'];
/** Ages of pupils, in years. */
const AGES: Record<Sector, [number, number]> = { po: [5, 11], vo: [12, 17], mbo: [16, 21] };

/** A pupil who does not exist, and is called so. @param today ISO 8601 */
export function drillPupil(sector: Sector, today: string): Content {
  const [youngest, oldest] = AGES[sector];
  const year = Number(today.slice(0, 4)) - among(oldest - youngest) - youngest - 1;
  const date = [year, 1 + among(12), 1 + among(28)].map((part) => String(part).padStart(2, '0')).join('-');
  return { name: `${FIRST[among(FIRST.length)]} Oefenkind`, dateOfBirth: date };
}

function among(count: number): number {
  return Math.floor(Math.random() * count);
}
