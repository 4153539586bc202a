import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Candidate, type Changed, type Group, LIMITS, type SchoolDetails } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { after } from '../elements/clock.js';
import { Field, FieldGroup, TextInput } from '../elements/field.js';
import { LiveRegion } from '../elements/live-region.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { RadioCards } from '../elements/radio-cards.js';
import { isoDate, weekdayAndDate } from '../words/times.js';
import { t } from '../words/words.js';
import { nextWeekdays } from './days-ahead.js';
import { ChangeForm } from './form.js';
import { useNewest } from './newest.js';

/** The pause in typing after which is searched, in milliseconds. */
const PAUSE = 250;

interface StepInProps {
  live: Live;
  school: SchoolDetails;
  group: Group;
  two: boolean;
  onClose: () => void;
  onDone: (name: string, changed: Changed) => unknown;
}

/** Who takes a group on a day: somebody of the school, or a teacher of another one. */
export function StepIn({ live, school, group, two, onClose, onDone }: StepInProps) {
  const days = nextWeekdays(live.now.value);
  const day = useSignal(isoDate(days[0]!));
  const query = useSignal('');
  const found = useSignal<Candidate[] | null>(null);
  const chosen = useSignal<Candidate | null>(null);
  const cancel = useRef<() => void>(() => {});
  const newest = useNewest();
  const { code, attempt } = useAttempt();

  async function search(): Promise<void> {
    const asked = { query: query.peek().trim() };
    const answer = await newest(() => attempt(() => live.rest.post<Candidate[]>(`/v1/schools/${school.code}/candidates`, asked)));
    if (answer) found.value = answer.body;
  }

  function type(value: string): void {
    query.value = value.slice(0, LIMITS.queryLength);
    cancel.current();
    cancel.current = after(PAUSE, () => void search());
  }

  useEffect(() => {
    void search();
    return () => cancel.current();
  }, []);

  const rows = found.value ?? [];
  // Who was chosen stays in sight, whatever is searched for next.
  const shown = chosen.value && !rows.some(({ person }) => person === chosen.value?.person) ? [chosen.value, ...rows] : rows;
  return (
    <ChangeForm<Changed>
      live={live}
      title={t('groups.step-in.for', { name: group.name })}
      two={two}
      faults={chosen.value ? [] : [{ field: 'step-in', text: t('groups.step-in.missing') }]}
      ask={() => live.rest.post('/v1/substitutes', { group: group.id, person: chosen.value!.person, day: day.value })}
      onChanged={(changed) => onDone(chosen.value!.name, changed)}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <Field id="step-in-day" label={t('admin.substitute.day')}>
            <select
              class="seintje-input"
              id="step-in-day"
              value={day.value}
              onChange={(event) => (day.value = event.currentTarget.value)}
            >
              {days.map((each) => (
                <option key={each} value={isoDate(each)}>
                  {weekdayAndDate(each)}
                </option>
              ))}
            </select>
          </Field>
          <Field id="step-in-search" label={t('groups.step-in.search')} hint={t('groups.step-in.search.hint')}>
            <TextInput id="step-in-search" search value={query.value} onInput={type} hint={t('groups.step-in.search.hint')} />
          </Field>
          <LiveRegion role="status" text={found.value ? t('groups.step-in.count', { count: rows.length }) : ''} />
          <Problem code={code} />
          {shown.length > 0 && (
            <FieldGroup id="step-in" label={t('groups.step-in.who')} error={errorOf('step-in')}>
              <RadioCards
                id="step-in"
                label={t('groups.step-in.who')}
                choices={shown.map(({ person, name, title, schoolName }) => ({
                  value: person,
                  label: name,
                  note: t('role.at', { title, school: schoolName }),
                }))}
                chosen={chosen.value?.person ?? null}
                onChoose={(value) => (chosen.value = shown.find(({ person }) => person === value) ?? null)}
              />
            </FieldGroup>
          )}
          {found.value && shown.length === 0 && <p class="seintje-quiet">{t('groups.step-in.count', { count: 0 })}</p>}
        </>
      )}
    </ChangeForm>
  );
}
