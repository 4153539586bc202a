import { rounded } from './numbers.mjs';
import { labelOf } from './table.mjs';

const [WIDTH, LABELS, ROW, TOP] = [860, 330, 30, 64];
/** Times raw `ws`: what lies beyond is drawn at the edge. */
const MOST = 8;
const COLOURS = ['#8a6d1d', '#1d4f91'];

/** How many times the limit each contender needs, on a logarithmic line, with its target: an SVG. */
export function pictureOf(sheets) {
  const rows = sheets
    .filter(({ names }) => names[0] === 'raw ws')
    .flatMap(({ rows: all }) => all)
    .filter(({ ratio, ratios }) => ratio && Object.values(ratios).every(Boolean));
  const names = Object.keys(rows[0]?.ratios ?? {});
  const height = TOP + rows.length * ROW + 30;
  const x = (times) =>
    LABELS + (Math.log2(Math.max(0.5, Math.min(MOST, times))) + 1) * ((WIDTH - LABELS - 40) / (Math.log2(MOST) + 1));
  const grid = [0.5, 1, 2, 4, 8].map(
    (times) =>
      `<line x1="${x(times)}" x2="${x(times)}" y1="${TOP - 14}" y2="${height - 26}" stroke="${times === 1 ? '#333' : '#ddd'}"/>` +
      text(x(times), height - 8, `${times}×`, 'middle'),
  );
  const legend = names.map((name, at) => dot(LABELS + at * 130, 24, COLOURS[at]) + text(LABELS + at * 130 + 12, 28, name));
  const target = `<path d="M${LABELS + 262} 15v18" stroke="#b3261e" stroke-width="3"/>${text(LABELS + 272, 28, 'target')}`;
  const lines = rows.map((row, at) => lineOf(row, names, x, TOP + at * ROW));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13">
<title>How many times what raw ws needs</title>
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
${text(12, 28, 'Times raw ws (medians, least to most)')}
${[...grid, ...legend, target, ...lines].join('\n')}
</svg>
`;
}

function lineOf(row, names, x, y) {
  const marks = names.map((name, at) => {
    const { median, least, most } = row.ratios[name];
    const own = y + (at - 0.5) * 7;
    const whisker = `<line x1="${x(least)}" x2="${x(most)}" y1="${own}" y2="${own}" stroke="${COLOURS[at]}"/>`;
    return `${whisker}<g>${dot(x(median), own, COLOURS[at])}<title>${name}: ${rounded(median)}×</title></g>`;
  });
  const target = `<path d="M${x(row.ratio)} ${y - 9}v18" stroke="#b3261e" stroke-width="3"/>`;
  return text(12, y + 4, labelOf({ ...row, unit: '' })) + target + marks.join('');
}

function dot(x, y, colour) {
  return `<circle cx="${x}" cy="${y}" r="5" fill="${colour}"/>`;
}

function text(x, y, words, anchor = 'start') {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="#222">${words}</text>`;
}
