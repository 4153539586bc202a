import { useSignal } from '@preact/signals';
import type { Group, SchoolDetails, Weekday } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Confirm } from '../elements/confirm.js';
import type { Fault } from '../elements/error-summary.js';
import { Field, TextInput } from '../elements/field.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { t } from '../words/words.js';
import { ChangeForm } from './form.js';
import type { Outcome } from './outcome.js';
import { shortWeekday, weekdayName } from './school-words.js';
import { daysOf } from './week.js';

interface GroupFormProps {
  live: Live;
  school: SchoolDetails;
  group: Group;
  onClose: () => void;
  onDone: (said: Outcome['said']) => unknown;
}

/** A group's name, and on which days each of its teachers is there; several on one day are fine. */
export function GroupForm({ live, school, group, onClose, onDone }: GroupFormProps) {
  const name = useSignal(group.name);
  const teachers = useSignal(group.teachers);
  const typed = name.value.trim();
  const days = daysOf(school);
  const names = new Map(school.teachers.map((teacher) => [teacher.person, teacher.name]));
  const others = school.teachers.filter(({ person }) => !teachers.value.some((teacher) => teacher.person === person));
  const { code, attempt, proof } = useProvenAttempt(live);

  function turn(person: string, day: Weekday): void {
    teachers.value = teachers.value.map((teacher) => {
      if (teacher.person !== person) return teacher;
      const { weekdays } = teacher;
      const turned = weekdays.includes(day) ? weekdays.filter((each) => each !== day) : [...weekdays, day].sort();
      return { person, weekdays: turned };
    });
  }

  async function remove(): Promise<void> {
    if (await attempt(() => live.rest.delete(`/v1/groups/${group.id}`))) onDone('groups.removed');
  }

  const faults: Fault[] = [];
  if (typed === '') faults.push({ field: 'group-name', text: t('groups.name.missing') });
  else if (school.groups.some((each) => each.name === typed && each.id !== group.id))
    faults.push({ field: 'group-name', text: t('refusal.name-in-use') });
  return (
    <>
      <ChangeForm<Group>
        live={live}
        title={t('groups.change.of', { name: group.name })}
        lead={t('groups.change.what')}
        two={false}
        faults={faults}
        ask={() =>
          live.rest.put(`/v1/groups/${group.id}`, {
            name: typed,
            // Who is there on no day does not teach it.
            teachers: teachers.value.filter(({ weekdays }) => weekdays.length > 0),
          })
        }
        onChanged={() => onDone('groups.saved')}
        onClose={onClose}
      >
        {(errorOf) => (
          <>
            <Field id="group-name" label={t('groups.name')} error={errorOf('group-name')}>
              <TextInput
                id="group-name"
                value={name.value}
                onInput={(value) => (name.value = value.slice(0, 60))}
                error={errorOf('group-name')}
              />
            </Field>
            {teachers.value.map(({ person, weekdays }) => (
              <fieldset key={person} class="seintje-days">
                <legend class="seintje-label" translate={false}>
                  {names.get(person)}
                </legend>
                {days.map((day) => (
                  <label key={day} class="seintje-day">
                    <input
                      type="checkbox"
                      aria-label={weekdayName(day)}
                      checked={weekdays.includes(day)}
                      onChange={() => turn(person, day)}
                    />
                    <span aria-hidden="true">{shortWeekday(day)}</span>
                  </label>
                ))}
              </fieldset>
            ))}
            {others.length > 0 && (
              <Field id="group-teacher" label={t('groups.teacher.add')}>
                <select
                  class="seintje-input"
                  id="group-teacher"
                  value=""
                  onChange={({ currentTarget }) => {
                    const person = currentTarget.value;
                    if (person) teachers.value = [...teachers.value, { person, weekdays: openDays(days, teachers.value) }];
                    currentTarget.value = '';
                  }}
                >
                  <option value="">{t('groups.teacher.pick')}</option>
                  {others.map((teacher) => (
                    <option key={teacher.person} value={teacher.person}>
                      {teacher.name}
                    </option>
                  ))}
                </select>
              </Field>
            )}
            {school.teachers.length === 0 && <p class="seintje-quiet">{t('school.teachers.none')}</p>}
          </>
        )}
      </ChangeForm>
      <Problem code={code} />
      {proof ?? (
        <div class="seintje-choices">
          <Confirm
            kind="small"
            label={t('groups.remove')}
            question={t('groups.remove.ask', { name: group.name })}
            yes={t('groups.remove.yes')}
            onYes={remove}
          />
        </div>
      )}
    </>
  );
}

/** The days that nobody has yet: what somebody new is most likely there for; where all are taken, all. */
function openDays(days: Weekday[], teachers: Group['teachers']): Weekday[] {
  const open = days.filter((day) => !teachers.some(({ weekdays }) => weekdays.includes(day)));
  return open.length > 0 ? open : days;
}
