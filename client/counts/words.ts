import { COUNT_STEP, type CountRow, type PublishedQuarter, type Sector } from '../../src/contract/index.js';
import { language, list, t } from '../words/words.js';

/** "oktober t/m december 2026". */
export function quarterName(quarter: string): string {
  const [year = 0, number = 0] = quarter.split('-Q').map(Number);
  const month = (which: number) =>
    new Intl.DateTimeFormat(language.value, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(year, which));
  return t('counts.months', { first: month(number * 3 - 3), last: month(number * 3 - 1), year: String(year) });
}

/** The quarter that a day (ISO 8601) is in, as `2026-Q4`. */
export function quarterOfDay(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** "basisonderwijs en mbo". */
export function sectorNames(sectors: Sector[]): string {
  return list(sectors.map((sector) => t(`counts.sector.${sector}`)));
}

/** "Basisonderwijs", or "Voortgezet onderwijs en mbo samen". */
export function rowName({ sectors }: CountRow): string {
  const names = sectors.length > 1 ? t('counts.together', { sectors: sectorNames(sectors) }) : sectorNames(sectors);
  return names.charAt(0).toLocaleUpperCase() + names.slice(1);
}

/** "15", or "minder dan 5". */
export function numberText(number: number | null): string {
  return number === null ? t('counts.few', { step: COUNT_STEP }) : String(number);
}

/** The highest number that the quarter shows: the end of the scale. */
export function highestOf({ rows }: PublishedQuarter): number {
  return Math.max(COUNT_STEP, ...rows.flatMap(({ numbers }) => Object.values(numbers).map((number) => number ?? 0)));
}
