import { summary } from './numbers.mjs';

/**
 * What came of a scenario: a row for every figure, with what each contender had, and how many times the first one's that is. The
 * ratio is taken within a round, where both met the same weather.
 * @param runs for each contender's name its results, round by round
 */
export function sheetOf(bench, runs) {
  const names = bench.contenders.map(({ name }) => name);
  const keys = new Map();
  for (const { figure, size } of Object.values(runs).flat(2)) keys.set(`${figure} ${size ?? ''}`, { figure, size });
  const rows = [...keys.values()].map(({ figure, size }) => {
    const valuesOf = (name) =>
      runs[name].map((round) => round.find((each) => each.figure === figure && each.size === size)?.value ?? null);
    const values = Object.fromEntries(names.map((name) => [name, valuesOf(name)]));
    return { figure, size, ...bench.figures[figure], ...compared(names, values) };
  });
  return { title: bench.title, names, rows, notes: bench.notes ?? [] };
}

function compared(names, values) {
  const [limit] = names;
  const summaryOf = (all) => {
    const known = all.filter((value) => value !== null);
    return known.length > 0 ? summary(known) : null;
  };
  const cells = Object.fromEntries(names.map((name) => [name, summaryOf(values[name])]));
  const ratioOf = (name) =>
    summaryOf(values[name].map((value, round) => value && values[limit][round] && value / values[limit][round]));
  const ratios = Object.fromEntries(names.slice(1).map((name) => [name, ratioOf(name)]));
  return { cells, ratios };
}

/** Whether our own figure is within its target; null where there is none. */
export function isMet({ cells, ratios, ratio, plus, most }) {
  const names = Object.keys(cells);
  const own = names.at(-1);
  if (ratio !== undefined && ratios[own])
    return plus === undefined ? ratios[own].median <= ratio : cells[own].median <= ratio * cells[names[0]].median + plus;
  return most === undefined || !cells[own] ? null : cells[own].median <= most;
}
