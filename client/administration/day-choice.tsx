import { type Signal, useSignal } from '@preact/signals';
import { Field } from '../elements/field.js';
import { isoDate, nearDay } from '../words/times.js';
import { t } from '../words/words.js';
import { nextWeekdays } from './days-ahead.js';

/** A day, or the first of those that can be chosen, until another one is. ISO 8601 dates. @param now milliseconds */
export function useDay(now: number, on: string | null = null): Signal<string> {
  return useSignal(on ?? isoDate(nextWeekdays(now)[0]!));
}

/** On which day somebody steps in. */
export function DayChoice({ id, now, day }: { id: string; now: number; day: Signal<string> }) {
  return (
    <Field id={id} label={t('admin.substitute.day')}>
      <select class="seintje-input" id={id} value={day.value} onChange={(event) => (day.value = event.currentTarget.value)}>
        {nextWeekdays(now).map((each) => (
          <option key={each} value={isoDate(each)}>
            {nearDay(isoDate(each), isoDate(now))}
          </option>
        ))}
      </select>
    </Field>
  );
}
