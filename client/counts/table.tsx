import { COUNT_KINDS, type PublishedQuarter } from '../../src/contract/index.js';
import { t } from '../words/words.js';
import { numberText, rowName } from './words.js';

/** The same figures as the chart. Where it is wider than the screen it scrolls by itself, also by keyboard (WCAG 1.4.10, 2.1.1). */
export function Table({ quarter }: { quarter: PublishedQuarter }) {
  return (
    <div class="seintje-table-around" role="region" aria-labelledby="counts-table" tabIndex={0}>
      <table class="seintje-table">
        <caption id="counts-table">{t('counts.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('counts.what')}</th>
            {quarter.rows.map((row) => (
              <th scope="col" key={row.sectors.join()}>
                {rowName(row)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {COUNT_KINDS.map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`counts.kind.${kind}`)}</th>
              {quarter.rows.map((row) => (
                <td key={row.sectors.join()}>{numberText(row.numbers[kind])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
