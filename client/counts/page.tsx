import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { COUNT_STEP, type PublishedCounts, type PublishedQuarter } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import { download } from '../elements/download.js';
import { Field } from '../elements/field.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { longDate } from '../words/times.js';
import { PageHead } from '../elements/page-head.js';
import { t } from '../words/words.js';
import { Chart } from './chart.js';
import './counts.css';
import { Table } from './table.js';
import { quarterName, quarterOfDay, sectorNames } from './words.js';

/** "Cijfers", for senders and administrators: what was counted in the quarters that are over. */
export function CountsPage({ live }: { live: Live }) {
  const counts = useSignal<PublishedCounts | null>(null);
  const hasFailed = useSignal(false);
  const { code, attempt } = useAttempt();

  async function load(): Promise<void> {
    const answer = await attempt(() => live.getCounts());
    hasFailed.value = answer === null;
    if (answer) counts.value = answer.counts;
  }
  useEffect(() => void load(), []);

  return (
    <div class="seintje-page">
      <PageHead title={t('counts.title')} lead={t('counts.no-children')} />
      <Problem code={code} title={t('counts.failed')} />
      {hasFailed.value && <Button onPress={load}>{t('counts.again')}</Button>}
      {!counts.value && !hasFailed.value && <p role="status">{t('counts.loading')}</p>}
      {counts.value && <Counted counts={counts.value} live={live} />}
    </div>
  );
}

function Counted({ counts, live }: { counts: PublishedCounts; live: Live }) {
  const { quarters, since, until, missingAfter } = counts;
  const chosen = useSignal(quarters[0]?.quarter);
  const { code, attempt } = useAttempt();
  const quarter = quarters.find((each) => each.quarter === chosen.value);

  async function save(): Promise<void> {
    const answer = await attempt(() => live.countsCsv());
    if (answer) download(answer.csv, 'cijfers.csv');
  }

  return (
    <>
      {quarter ? (
        <>
          <Field id="quarter" label={t('counts.quarter')}>
            <select
              class="seintje-input"
              id="quarter"
              value={quarter.quarter}
              onChange={(event) => (chosen.value = event.currentTarget.value)}
            >
              {quarters.map((each) => (
                <option key={each.quarter} value={each.quarter}>
                  {quarterName(each.quarter)}
                </option>
              ))}
            </select>
          </Field>
          <Figures quarter={quarter} />
        </>
      ) : (
        <Card>
          <h2>{t('counts.none')}</h2>
          <p>{t('counts.none.when')}</p>
        </Card>
      )}
      <div class="seintje-stack-close seintje-small">
        {(!until || quarter?.quarter === quarterOfDay(since)) && <p>{t('counts.since', { date: longDate(since) })}</p>}
        {until && <p>{t('counts.until', { date: longDate(until) })}</p>}
        {missingAfter.map((day) => (
          <p key={day}>{t('counts.missing', { date: longDate(day) })}</p>
        ))}
        <p class="seintje-quiet">{t('counts.protected', { step: COUNT_STEP })}</p>
        <p class="seintje-quiet">{t('counts.protected.small')}</p>
      </div>
      {quarter && (
        <>
          <Problem code={code} title={t('counts.download.failed')} />
          <div class="seintje-row">
            <Button onPress={save}>{t('counts.download')}</Button>
          </div>
        </>
      )}
    </>
  );
}

function Figures({ quarter }: { quarter: PublishedQuarter }) {
  return (
    <>
      {quarter.rows.length > 0 && (
        <Card>
          <Chart quarter={quarter} />
          <Table quarter={quarter} />
        </Card>
      )}
      {quarter.withheld.length > 0 && (
        <Card>
          <h2>{t('counts.withheld')}</h2>
          <p>{t('counts.withheld.why', { sectors: sectorNames(quarter.withheld) })}</p>
        </Card>
      )}
      {quarter.missingAfter.map((day) => (
        <Notice key={day}>{t('counts.missing', { date: longDate(day) })}</Notice>
      ))}
    </>
  );
}
