import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Changed, Colleague, SchoolDetails } from '../../src/contract/index.js';
import { keepFocus } from '../elements/attention.js';
import { Button } from '../elements/button.js';
import { Notice } from '../elements/card.js';
import { describedBy, Field } from '../elements/field.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { nearDay } from '../words/times.js';
import { t } from '../words/words.js';
import { DayChoice, useDay } from './day-choice.js';
import { type Deserted, desertedOf } from './deserted.js';
import { ChangeForm } from './form.js';
import { type Outcome, outcomeOf, Told } from './outcome.js';
import type { SchoolPartProps } from './school.js';

type AbsencesProps = Omit<SchoolPartProps, 'onChanged'> & { takesTwo: boolean };

const ADD = 'absence';

/** Who is not there, which groups then have nobody, and who takes them. */
export function Absences({ live, school, open, onOpen, onStale, takesTwo }: AbsencesProps) {
  const outcome = useSignal<Outcome | null>(null);
  const part = useRef<HTMLElement>(null);
  const { code, attempt, proof } = useProvenAttempt(live);
  const deserted = desertedOf(school);

  async function told(next: Outcome): Promise<void> {
    onOpen(null);
    outcome.value = next;
    await onStale();
    await keepFocus(part.current);
  }

  async function back({ person, name, day }: SchoolDetails['absences'][number]): Promise<void> {
    outcome.value = null;
    if (await attempt(() => live.rest.delete('/v1/absences', { person, day })))
      await told({ said: 'absences.undone', name, link: null });
  }

  return (
    <section ref={part} class="seintje-stack" tabIndex={-1}>
      <h3>{t('absences.title')}</h3>
      <Told outcome={outcome.value} />
      {deserted.map((each) => (
        <Without
          key={`${each.group.id} ${each.day}`}
          {...{ live, school, takesTwo }}
          deserted={each}
          onOther={() => {
            outcome.value = null;
            onOpen(`step ${each.group.id} ${each.day}`);
          }}
          onDone={told}
        />
      ))}
      {school.absences.length > 0 && (
        <ul class="seintje-steps-in">
          {school.absences.map((absence) => {
            const { person, name, day } = absence;
            return (
              <li key={`${person} ${day}`} class="seintje-line">
                <p>{t('absences.is', { name, day: nearDay(day, school.today) })}</p>
                <Button kind="small" label={t('absences.undo.of', { name })} onPress={() => back(absence)}>
                  {t('absences.undo')}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <Problem code={code} />
      {proof}
      {open === ADD ? (
        <AddAbsence live={live} school={school} onClose={() => onOpen(null)} onDone={told} />
      ) : (
        <div class="seintje-row">
          <Button
            kind="small"
            onPress={() => {
              outcome.value = null;
              onOpen(ADD);
            }}
          >
            {t('absences.add')}
          </Button>
        </div>
      )}
    </section>
  );
}

interface WithoutProps extends Pick<AbsencesProps, 'live' | 'school' | 'takesTwo'> {
  deserted: Deserted;
  onOther: () => void;
  onDone: (outcome: Outcome) => Promise<void>;
}

/** A group that nobody has that day: whoever is next takes it with one tap. */
function Without({ live, school, takesTwo, deserted, onOther, onDone }: WithoutProps) {
  const { group, day, next } = deserted;
  const { code, attempt, proof } = useProvenAttempt(live);
  const on = nearDay(day, school.today);

  async function set({ person, name }: Colleague): Promise<void> {
    const done = await attempt(() => live.rest.post<Changed>('/v1/substitutes', { group: group.id, person, day }));
    if (done) await onDone(outcomeOf('substitute', name, done.body));
  }

  return (
    <Notice>
      <div class="seintje-stack">
        <p>
          <strong>{t('absences.without', { group: group.name, day: on })}</strong> {takesTwo && next.length > 0 && t('admin.two')}
        </p>
        <Problem code={code} />
        {proof ?? (
          <div class="seintje-choices">
            {next.map((colleague) => (
              <Button
                key={colleague.person}
                kind="small"
                label={t('absences.set.for', { name: colleague.name, group: group.name, day: on })}
                onPress={() => set(colleague)}
              >
                {t('absences.set', { name: colleague.name, day: on })}
              </Button>
            ))}
            <Button
              kind="small"
              label={t('absences.other.for', { any: next.length, group: group.name, day: on })}
              onPress={onOther}
            >
              {t('absences.other', { any: next.length })}
            </Button>
          </div>
        )}
      </div>
    </Notice>
  );
}

interface AddProps extends Pick<AbsencesProps, 'live' | 'school'> {
  onClose: () => void;
  onDone: (outcome: Outcome) => Promise<void>;
}

function AddAbsence({ live, school, onClose, onDone }: AddProps) {
  const person = useSignal('');
  const day = useDay(live.now.value);
  const staff = staffOf(school);
  const missing = t('absences.missing');
  return (
    <ChangeForm<null>
      live={live}
      title={t('absences.add')}
      lead={t('absences.what')}
      two={false}
      faults={person.value ? [] : [{ field: 'absent-person', text: missing }]}
      ask={() => live.rest.post('/v1/absences', { person: person.value, day: day.value })}
      onChanged={() => {
        const { name } = staff.find((each) => each.person === person.value)!;
        return onDone({ said: 'absences.done', name, link: null });
      }}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <Field id="absent-person" label={t('absences.who')} error={errorOf('absent-person')}>
            <select
              class="seintje-input"
              id="absent-person"
              value={person.value}
              onChange={(event) => (person.value = event.currentTarget.value)}
              aria-invalid={errorOf('absent-person') ? true : undefined}
              aria-describedby={describedBy('absent-person', { error: errorOf('absent-person') })}
            >
              <option value="">{t('absences.pick')}</option>
              {staff.map((each) => (
                <option key={each.person} value={each.person}>
                  {each.name}
                </option>
              ))}
            </select>
          </Field>
          <DayChoice id="absent-day" now={live.now.value} day={day} />
        </>
      )}
    </ChangeForm>
  );
}

/** Whoever works there, once each, by name. */
function staffOf({ contacts, teachers }: SchoolDetails): Colleague[] {
  const { compare } = new Intl.Collator('nl');
  const all = new Map([...teachers, ...contacts].map((colleague) => [colleague.person, colleague]));
  return [...all.values()].sort((one, other) => compare(one.name, other.name));
}
