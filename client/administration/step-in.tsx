import { useSignal } from '@preact/signals';
import type { Candidate, Changed, Group, SchoolDetails } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import type { Choice } from '../elements/radio-cards.js';
import { t } from '../words/words.js';
import { DayChoice, useDay } from './day-choice.js';
import { ChangeForm } from './form.js';
import { FoundChoice } from './found-choice.js';
import { useSearch } from './searched.js';

interface StepInProps {
  live: Live;
  school: SchoolDetails;
  group: Group;
  /** The day that it is opened for, ISO 8601; null: the first there is. */
  on: string | null;
  two: boolean;
  onClose: () => void;
  onDone: (name: string, changed: Changed) => unknown;
}

/** Who takes a group on a day: somebody of the school, or a teacher of another one. */
export function StepIn({ live, school, group, on, two, onClose, onDone }: StepInProps) {
  const day = useDay(live.now.value, on);
  const { query, found, code, type, search } = useSearch((words) =>
    live.rest.post<Candidate[]>(`/v1/schools/${school.code}/candidates`, { query: words }),
  );
  const chosen = useSignal<Candidate | null>(null);

  const rows = found ?? [];
  // Who was chosen stays in sight, whatever is searched for next.
  const shown = chosen.value && !rows.some(({ person }) => person === chosen.value?.person) ? [chosen.value, ...rows] : rows;
  const count = found ? t('groups.step-in.count', { count: rows.length }) : '';
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
          <DayChoice id="step-in-day" now={live.now.value} day={day} />
          <FoundChoice
            id="step-in"
            label={t('groups.step-in.who')}
            search={t('groups.step-in.search')}
            query={query}
            onType={type}
            found={found || chosen.value ? shown.map(rowOf) : null}
            count={count}
            note={found?.length === 0 ? count : ''}
            code={code}
            failed={t('admin.people.failed')}
            onAgain={search}
            chosen={chosen.value?.person ?? null}
            onChoose={(value) => (chosen.value = shown.find(({ person }) => person === value)!)}
            error={errorOf('step-in')}
          />
        </>
      )}
    </ChangeForm>
  );
}

function rowOf({ person: value, name: label, title, schoolName: school }: Candidate): Choice {
  return { value, label, note: t('role.at', { title, school }) };
}
