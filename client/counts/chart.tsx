import { COUNT_KINDS, type PublishedQuarter } from '../../src/contract/index.js';
import { t } from '../words/words.js';
import { highestOf, numberText, rowName } from './words.js';

/** A bar for each figure, all on one scale. The table says the same in words, so that this is for the eyes only (WCAG 1.1.1). */
export function Chart({ quarter }: { quarter: PublishedQuarter }) {
  const highest = highestOf(quarter);
  return (
    <div class="seintje-chart" aria-hidden="true">
      {quarter.rows.map((row) => (
        <div class="seintje-bars" key={row.sectors.join()}>
          <p class="seintje-bars-title">{rowName(row)}</p>
          {COUNT_KINDS.map((kind) => (
            <div class="seintje-bar" key={kind}>
              <span>{t(`counts.kind.${kind}`)}</span>
              <Bar number={row.numbers[kind]} highest={highest} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

/** Fewer than five has no length: it is a hatched mark with its words. */
function Bar({ number, highest }: { number: number | null; highest: number }) {
  return (
    <span class="seintje-bar-line">
      {number === null ? (
        <span class="seintje-bar-few" />
      ) : (
        <svg class="seintje-bar-length" viewBox="0 0 100 10" preserveAspectRatio="none">
          <rect width={(number / highest) * 100} height="10" />
        </svg>
      )}
      <span class={number === null ? 'seintje-quiet' : 'seintje-figures'}>{numberText(number)}</span>
    </span>
  );
}
