import { useSignal } from '@preact/signals';
import type { Holiday, SchoolDetails } from '../../src/contract/index.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import type { Fault } from '../elements/error-summary.js';
import { describedBy, Field, TextInput } from '../elements/field.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { longDate } from '../words/times.js';
import { t } from '../words/words.js';
import { ChangeForm } from './form.js';
import { type Outcome, Told } from './outcome.js';
import type { SchoolPartProps } from './school.js';

const PART = 'holidays';

/** Days on which there is no school, from today on. */
export function SchoolHolidays({ live, school, open, onOpen, onChanged }: SchoolPartProps) {
  const { code, holidays, today } = school;
  const outcome = useSignal<Outcome | null>(null);
  const { code: problem, attempt, proof } = useProvenAttempt(live);
  const ahead = holidays.filter(({ last }) => last >= today);

  async function remove(gone: Holiday): Promise<void> {
    outcome.value = null;
    const rest = holidays.filter((holiday) => holiday !== gone);
    const done = await attempt(() => live.rest.put<SchoolDetails>(`/v1/schools/${code}/holidays`, { holidays: rest }));
    if (!done) return;
    onChanged(done.body);
    outcome.value = { said: 'school.holiday.removed', name: gone.name, link: null };
  }

  return (
    <Card>
      <h2>{t('school.holidays')}</h2>
      {ahead.length === 0 && <p class="seintje-quiet">{t('school.holidays.none')}</p>}
      <ul class="seintje-held">
        {ahead.map((holiday) => (
          <li key={holiday.first} class="seintje-line">
            <div>
              <h3 translate={false}>{holiday.name}</h3>
              <p class="seintje-quiet seintje-small">{daysOf(holiday)}</p>
            </div>
            <Confirm
              kind="plain"
              label={t('take-away')}
              about={t('take-away.of', { name: holiday.name })}
              question={t('school.holiday.remove.ask', { name: holiday.name })}
              yes={t('take-away.yes')}
              onYes={() => remove(holiday)}
            />
          </li>
        ))}
      </ul>
      <Problem code={problem} />
      {proof}
      <Told outcome={outcome.value} />
      {open === PART ? (
        <HolidayForm
          live={live}
          school={school}
          onClose={() => onOpen(null)}
          onDone={(changed, name) => {
            onOpen(null);
            onChanged(changed);
            outcome.value = { said: 'school.holiday.added', name, link: null };
          }}
        />
      ) : (
        <div class="seintje-choices">
          <Button
            onPress={() => {
              outcome.value = null;
              onOpen(PART);
            }}
          >
            {t('school.holiday.add')}
          </Button>
        </div>
      )}
    </Card>
  );
}

interface FormProps extends Pick<SchoolPartProps, 'live' | 'school'> {
  onClose: () => void;
  onDone: (changed: SchoolDetails, name: string) => void;
}

function HolidayForm({ live, school: { code, holidays }, onClose, onDone }: FormProps) {
  const name = useSignal('');
  const first = useSignal('');
  const last = useSignal('');
  // One day is a holiday too.
  const holiday: Holiday = { name: name.value.trim(), first: first.value, last: last.value || first.value };

  const day = (which: 'first' | 'last', error: string | undefined) => (
    <Field id={`holiday-${which}`} label={t(`school.holiday.${which}`)} error={error}>
      <input
        class="seintje-input"
        type="date"
        id={`holiday-${which}`}
        value={which === 'first' ? first.value : last.value}
        onInput={({ currentTarget: { value } }) => (which === 'first' ? (first.value = value) : (last.value = value))}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(`holiday-${which}`, { error })}
      />
    </Field>
  );
  return (
    <ChangeForm<SchoolDetails>
      live={live}
      title={t('school.holiday.add')}
      two={false}
      faults={holidayFaults(holiday, holidays)}
      ask={() => live.rest.put(`/v1/schools/${code}/holidays`, { holidays: [...holidays, holiday] })}
      onChanged={(changed) => onDone(changed, holiday.name)}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <Field
            id="holiday-name"
            label={t('school.holiday.name')}
            hint={t('school.holiday.name.hint')}
            error={errorOf('holiday-name')}
          >
            <TextInput
              id="holiday-name"
              value={name.value}
              onInput={(value) => (name.value = value.slice(0, 60))}
              hint={t('school.holiday.name.hint')}
              error={errorOf('holiday-name')}
            />
          </Field>
          {day('first', errorOf('holiday-first'))}
          {day('last', errorOf('holiday-last'))}
        </>
      )}
    </ChangeForm>
  );
}

function holidayFaults({ name, first, last }: Holiday, others: Holiday[]): Fault[] {
  const faults: Fault[] = [];
  if (name === '') faults.push({ field: 'holiday-name', text: t('school.holiday.name.missing') });
  if (first === '') return [...faults, { field: 'holiday-first', text: t('school.holiday.first.missing') }];
  const over = others.find((other) => other.first <= last && first <= other.last);
  if (last < first) faults.push({ field: 'holiday-last', text: t('school.holiday.order') });
  else if (over) faults.push({ field: 'holiday-first', text: t('school.holiday.over', { name: over.name }) });
  return faults;
}

/** "13 februari 2027 tot en met 21 februari 2027". */
function daysOf({ first, last }: Holiday): string {
  return first === last ? longDate(first) : t('school.holiday.days', { first: longDate(first), last: longDate(last) });
}
