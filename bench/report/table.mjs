import { rounded } from './numbers.mjs';
import { isMet } from './sheet.mjs';

/** A sheet as a Markdown table: medians, with the least and the most of all rounds. */
export function tableOf({ names, rows }) {
  const hasRatios = names.length > 1 && rows.some(({ ratios }) => Object.values(ratios).some((each) => each));
  const own = names.at(-1);
  const head = ['', ...names, ...(hasRatios ? [`${own} : ${names[0]}`] : []), 'target'];
  const lines = rows.map((row) => [
    labelOf(row),
    ...names.map((name) => spread(row.cells[name])),
    ...(hasRatios ? [spread(row.ratios[own], '×')] : []),
    targetOf(row),
  ]);
  const rule = head.map((_, at) => (at === 0 || at === head.length - 1 ? '---' : '--:'));
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function labelOf({ figure, size, unit }) {
  const at = size === undefined ? '' : `, ${size.toLocaleString('en')} connected`;
  return `${figure}${at}${unit ? ` (${unit})` : ''}`;
}

function spread(summary, sign = '') {
  if (!summary) return '–';
  const { median, least, most } = summary;
  const range = least === most ? '' : ` (${rounded(least)}–${rounded(most)})`;
  return `${rounded(median)}${sign}${range}`;
}

function targetOf(row) {
  const met = isMet(row);
  if (met === null) return '';
  const plus = row.plus === undefined ? '' : ` + ${row.plus} ${row.unit}`;
  const target = row.ratio === undefined ? `≤ ${rounded(row.most)}` : `≤ ${row.ratio}×${plus}`;
  return `${target}, ${met ? 'met' : '**missed**'}`;
}
