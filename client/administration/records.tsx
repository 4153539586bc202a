import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { AdministrationRecord, RecordsListed } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { attend } from '../elements/attention.js';
import { Button } from '../elements/button.js';
import { Loading } from '../elements/loading.js';
import { type Code, Problem } from '../elements/problem.js';
import { PageHead } from '../elements/page-head.js';
import { isoDate, isToday, time, weekdayAndDate } from '../words/times.js';
import { t } from '../words/words.js';
import { capital, deedOf, type Deed, resultOf } from './record-words.js';

/** What administrators did, by day, the newest first; older ones are asked for. */
export function Records({ live }: { live: Live }) {
  const records = useSignal<AdministrationRecord[] | null>(null);
  const more = useSignal(false);
  const code = useSignal<Code | null>(null);
  /** The first of those that were just added: there one reads on. */
  const readOn = useSignal<string | null>(null);

  async function load(): Promise<void> {
    const last = records.peek()?.at(-1);
    const answer = await live.rest.get<RecordsListed>(`/v1/records${last ? `?before=${last.id}` : ''}`);
    code.value = answer.ok ? null : answer.code;
    if (!answer.ok) return;
    const { records: found, more: isMore } = answer.body;
    readOn.value = last ? (found[0]?.id ?? null) : null;
    records.value = [...(records.peek() ?? []), ...found];
    more.value = isMore;
  }
  useEffect(() => void load(), []);

  const all = records.value ?? [];
  return (
    <div class="seintje-page">
      <PageHead title={t('admin.records')} lead={t('admin.records.lead')} />
      {records.value && all.length === 0 && <p class="seintje-quiet">{t('admin.records.none')}</p>}
      {byDay(all).map((day) => (
        <Day key={day[0]!.at} day={day} now={live.now.value} readOn={readOn.value} />
      ))}
      {records.value ? (
        <Problem code={code.value} title={t('admin.records.failed')} />
      ) : (
        <Loading isLoading code={code.value} title={t('admin.records.failed')} onAgain={load} />
      )}
      {more.value && (
        <div class="seintje-row">
          <Button onPress={load}>{t('admin.records.older')}</Button>
        </div>
      )}
    </div>
  );
}

function Day({ day, now, readOn }: { day: AdministrationRecord[]; now: number; readOn: string | null }) {
  const { at } = day[0]!;
  return (
    <section class="seintje-card seintje-records">
      <h2>{isToday(at, now) ? t('admin.records.today') : capital(weekdayAndDate(at))}</h2>
      <ol>
        {day.map((record) => (
          <Line key={record.id} record={record} focus={record.id === readOn} />
        ))}
      </ol>
    </section>
  );
}

function Line({ record, focus }: { record: AdministrationRecord; focus: boolean }) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (focus) attend(line.current);
  }, [focus]);
  const deed = deedOf(record);
  return (
    <li ref={line} tabIndex={focus ? -1 : undefined}>
      <time class="seintje-quiet" dateTime={new Date(record.at).toISOString()}>
        {time(record.at)}
      </time>
      <div>
        <p class="seintje-quiet seintje-small" translate={false}>
          {record.actor ?? capital(t('admin.record.nobody'))}
        </p>
        <p>{deed}</p>
      </div>
      <Result {...resultOf(record.result)} />
    </li>
  );
}

function Result({ said, tone }: Deed) {
  return (
    <p class="seintje-record-result" data-tone={tone}>
      {said}
    </p>
  );
}

/** One list for each day in the Netherlands, in the order in which they came. */
function byDay(records: AdministrationRecord[]): AdministrationRecord[][] {
  const days = new Map<string, AdministrationRecord[]>();
  for (const record of records) days.set(isoDate(record.at), [...(days.get(isoDate(record.at)) ?? []), record]);
  return [...days.values()];
}
