import type { Hours, Weekday } from '../../src/contract/index.js';
import { Button } from '../elements/button.js';
import type { Fault } from '../elements/error-summary.js';
import { describedBy, FieldGroup } from '../elements/field.js';
import { t } from '../words/words.js';
import { USUAL_DAYS, weekdayName } from './school-words.js';

interface Times {
  bell: string;
  end: string;
}

/** What is typed of a week, by weekday; of a day without school nothing. */
export type TypedHours = Partial<Record<Weekday, Times>>;

const NOTHING: Times = { bell: '', end: '' };

export function typedOf(hours: Hours): TypedHours {
  return { ...Object.fromEntries(USUAL_DAYS.map((day) => [day, NOTHING])), ...hours };
}

export function hoursOf(typed: TypedHours): Hours {
  return Object.fromEntries(entriesOf(typed).filter(([, { bell, end }]) => bell !== '' && end !== ''));
}

/** A bell and a later end, or neither. */
export function hoursFaults(typed: TypedHours): Fault[] {
  return entriesOf(typed).flatMap(([day, { bell, end }]) => {
    if (bell === '' && end === '') return [];
    const values = { day: weekdayName(day) };
    if (bell === '' || end === '')
      return [{ field: idOf(day, bell === '' ? 'bell' : 'end'), text: t('school.hours.half', values) }];
    return bell < end ? [] : [{ field: idOf(day, 'end'), text: t('school.hours.order', values) }];
  });
}

interface HoursFieldsProps {
  typed: TypedHours;
  onChange: (typed: TypedHours) => void;
  errorOf: (field: string) => string | undefined;
}

/** Bell and end by weekday; one press makes every day as the first one. */
export function HoursFields({ typed, onChange, errorOf }: HoursFieldsProps) {
  const days = entriesOf(typed);
  const [, first = NOTHING] = days.find(([, { bell, end }]) => bell !== '' && end !== '') ?? [];
  const same = () => onChange(Object.fromEntries(days.map(([day]) => [day, first])));
  return (
    <FieldGroup id="hours" label={t('school.hours')} hint={t('school.hours.hint')}>
      <div class="seintje-hours">
        {days.map(([day, times]) => {
          const error = errorOf(idOf(day, 'bell')) ?? errorOf(idOf(day, 'end'));
          return (
            <div key={day} class="seintje-hours-day" role="group" aria-labelledby={`hours-${day}`}>
              <span id={`hours-${day}`}>{weekdayName(day)}</span>
              {(['bell', 'end'] as const).map((which) => (
                <label key={which}>
                  <span class="seintje-small">{t(`school.hours.${which}`)}</span>
                  <input
                    class="seintje-input"
                    type="time"
                    id={idOf(day, which)}
                    value={times[which]}
                    onInput={(event) => onChange({ ...typed, [day]: { ...times, [which]: event.currentTarget.value } })}
                    aria-invalid={errorOf(idOf(day, which)) ? true : undefined}
                    aria-describedby={describedBy(idOf(day, 'bell'), { error })}
                  />
                </label>
              ))}
              {error && (
                <p class="seintje-error" id={`${idOf(day, 'bell')}-error`}>
                  {error}
                </p>
              )}
            </div>
          );
        })}
      </div>
      <div class="seintje-row">
        <Button kind="small" onPress={same}>
          {t('school.hours.same')}
        </Button>
      </div>
    </FieldGroup>
  );
}

function entriesOf(typed: TypedHours): [Weekday, Times][] {
  return Object.entries(typed).map(([day, times]) => [Number(day) as Weekday, times]);
}

function idOf(day: Weekday, which: 'bell' | 'end'): string {
  return `hours-${day}-${which}`;
}
