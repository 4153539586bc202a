import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Changed } from '../../src/contract/index.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { describedBy, Field } from '../elements/field.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { type Key, t } from '../words/words.js';
import { DayChoice, useDay } from './day-choice.js';
import { ChangeForm } from './form.js';
import { useNewest } from './newest.js';
import { type Outcome, outcomeOf, Told } from './outcome.js';
import type { PartProps } from './person.js';
import { SchoolChoice, type SchoolChosen } from './school-choice.js';

interface Group {
  id: string;
  name: string;
}

/** A day on which somebody takes a group; of whom another administrator has to agree. */
export function Substitute({ isOpen, onOpen, ...part }: PartProps) {
  const outcome = useSignal<Outcome | null>(null);
  const { person, onChanged } = part;

  async function changed(became: Changed): Promise<void> {
    onOpen(false);
    outcome.value = outcomeOf('substitute', person.name, became);
    await onChanged();
  }

  function open(): void {
    outcome.value = null;
    onOpen(true);
  }

  return (
    <Card>
      <h2>{t('admin.substitute')}</h2>
      <Told outcome={outcome.value} />
      {isOpen ? (
        <SubstituteForm {...part} onClose={() => onOpen(false)} onDone={changed} />
      ) : (
        <div class="seintje-choices">
          <Button onPress={open}>{t('admin.substitute.set')}</Button>
        </div>
      )}
    </Card>
  );
}

interface FormProps extends Pick<PartProps, 'live' | 'person'> {
  onClose: () => void;
  onDone: (changed: Changed) => void;
}

function SubstituteForm({ live, person, onClose, onDone }: FormProps) {
  const school = useSignal<SchoolChosen | null>(null);
  const groups = useSignal<Group[] | null>(null);
  const group = useSignal('');
  const day = useDay(live.now.value);
  const { code, attempt } = useAttempt();
  const newest = useNewest();
  const at = school.value?.code;

  async function load(): Promise<void> {
    groups.value = null;
    group.value = '';
    const found = at && (await newest(() => attempt(() => live.rest.get<Group[]>(`/v1/groups?school=${at}`))));
    if (found) groups.value = found.body;
  }
  useEffect(() => void load(), [at]);

  const wrong: [field: string, fault: Key][] = [];
  if (!at) wrong.push(['school-choice', 'fault.school-missing']);
  else if (!group.value) wrong.push(['group', 'admin.substitute.group.missing']);
  return (
    <ChangeForm
      live={live}
      title={t('admin.substitute.set')}
      lead={t('admin.substitute.what', { name: person.name })}
      two
      faults={wrong.map(([where, why]) => ({ field: where, text: t(why) }))}
      ask={() => live.rest.post<Changed>('/v1/substitutes', { group: group.value, person: person.id, day: day.value })}
      onChanged={onDone}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <SchoolChoice live={live} chosen={school.value} onChoose={(next) => (school.value = next)} errorOf={errorOf} />
          <Problem code={code} />
          <Field id="group" label={t('admin.substitute.group')} error={errorOf('group')}>
            <select
              class="seintje-input"
              id="group"
              value={group.value}
              onChange={(event) => (group.value = event.currentTarget.value)}
              aria-invalid={errorOf('group') ? true : undefined}
              aria-describedby={describedBy('group', { error: errorOf('group') })}
            >
              <option value="">
                {t(groups.value?.length === 0 ? 'admin.substitute.group.none' : 'admin.substitute.group.pick')}
              </option>
              {groups.value?.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
          <DayChoice id="day" now={live.now.value} day={day} />
        </>
      )}
    </ChangeForm>
  );
}
