import { useSignal } from '@preact/signals';
import type { Group, SchoolDetails } from '../../src/contract/index.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { Field, TextInput } from '../elements/field.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { nearDay } from '../words/times.js';
import { list, t } from '../words/words.js';
import { Absences } from './absences.js';
import { ChangeForm } from './form.js';
import { GroupForm } from './group-form.js';
import { type Outcome, outcomeOf, Told } from './outcome.js';
import type { SchoolPartProps } from './school.js';
import { shortWeekday } from './school-words.js';
import { StepIn } from './step-in.js';
import { daysOf, isSchoolDay, type Stretch, weekOf } from './week.js';

interface GroupsProps extends Omit<SchoolPartProps, 'onChanged'> {
  title: string;
  /** Whether another administrator has to agree on who steps in. */
  takesTwo: boolean;
}

const ADD = 'group-add';

/** What the form of a group is called. */
export const editOf = ({ id }: Pick<Group, 'id'>): string => `edit ${id}`;

/** A school's groups: who teaches them on which day, and who steps in. */
export function Groups(props: GroupsProps) {
  const { live, school, title, open, onOpen, onStale } = props;
  const outcome = useSignal<Outcome | null>(null);

  async function told(next: Outcome): Promise<void> {
    onOpen(null);
    outcome.value = next;
    await onStale();
  }

  return (
    <Card>
      <h2>{title}</h2>
      <Absences
        {...{ live, school, onStale }}
        takesTwo={props.takesTwo}
        open={open}
        onOpen={(which) => {
          outcome.value = null;
          onOpen(which);
        }}
      />
      {school.groups.length === 0 && <p class="seintje-quiet">{t('groups.none')}</p>}
      <ul class="seintje-held">
        {school.groups.map((group) => (
          <GroupRow
            key={group.id}
            {...props}
            group={group}
            onOpen={(which) => {
              outcome.value = null;
              onOpen(which);
            }}
            onDone={told}
          />
        ))}
      </ul>
      <Told outcome={outcome.value} />
      {open === ADD ? (
        <AddGroup live={live} school={school} onClose={() => onOpen(null)} onDone={told} />
      ) : (
        <div class="seintje-choices">
          <Button
            onPress={() => {
              outcome.value = null;
              onOpen(ADD);
            }}
          >
            {t('groups.add')}
          </Button>
        </div>
      )}
    </Card>
  );
}

interface RowProps extends GroupsProps {
  group: Group;
  onDone: (outcome: Outcome) => Promise<void>;
}

function GroupRow({ live, school, group, takesTwo, open, onOpen, onDone }: RowProps) {
  const { id, name } = group;
  const [edit, step] = [editOf(group), `step ${id}`];
  const isToday = isSchoolDay(school);
  /** With the day that it was opened for. */
  const stepping = open !== null && (open === step || open.startsWith(`${step} `)) ? open.slice(step.length + 1) : null;
  const isOpen = open === edit || stepping !== null;
  return (
    <li>
      <div class="seintje-line">
        <h3 translate={false}>{name}</h3>
        {!isOpen && (
          <Button kind="plain" label={t('groups.change.of', { name })} onPress={() => onOpen(edit)}>
            {t('groups.change')}
          </Button>
        )}
      </div>
      <Week school={school} group={group} />
      <StepsIn live={live} school={school} group={group} onDone={onDone} />
      {open === edit && (
        <GroupForm
          live={live}
          school={school}
          group={group}
          onClose={() => onOpen(null)}
          onDone={(said) => onDone({ said, name, link: null })}
        />
      )}
      {stepping !== null && (
        <StepIn
          live={live}
          school={school}
          group={group}
          on={stepping || null}
          two={takesTwo}
          onClose={() => onOpen(null)}
          onDone={(who, became) => onDone(outcomeOf('substitute', who, became))}
        />
      )}
      {!isOpen && (
        <div class="seintje-row">
          <Button
            kind="small"
            label={t('groups.step-in.of', { name, today: isToday ? 'yes' : 'no' })}
            onPress={() => onOpen(step)}
          >
            {t('groups.step-in', { today: isToday ? 'yes' : 'no' })}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Monday to Friday, and who teaches. */
function Week({ school, group }: { school: SchoolDetails; group: Group }) {
  const days = daysOf(school);
  const names = new Map(school.teachers.map(({ person, name }) => [person, name]));
  return (
    <ol class="seintje-week" data-days={days.length}>
      {weekOf(group, days).map(({ days: stretch, teachers }) => (
        <li key={stretch[0]} data-length={stretch.length} data-open={teachers.length === 0}>
          <span class="seintje-week-days">{daysLine(stretch)}</span>
          <span translate={false}>
            {teachers.length > 0 ? list(teachers.map((person) => names.get(person) ?? '')) : t('groups.nobody')}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** "ma – wo", "ma", "ma do". */
function daysLine(days: Stretch['days']): string {
  const [first, last] = [days[0]!, days.at(-1)!];
  if (days.length < 3 || last - first >= days.length) return days.map(shortWeekday).join(' ');
  return `${shortWeekday(first)} – ${shortWeekday(last)}`;
}

function StepsIn({ live, school, group, onDone }: Pick<RowProps, 'live' | 'school' | 'group' | 'onDone'>) {
  const { code, attempt, proof } = useProvenAttempt(live);
  const coming = school.substitutes.filter((substitute) => substitute.group === group.id);
  if (coming.length === 0) return null;

  async function remove({ person, name, day }: (typeof coming)[number]): Promise<void> {
    if (!(await attempt(() => live.rest.delete('/v1/substitutes', { group: group.id, person, day })))) return;
    await onDone({ said: 'groups.stepped-back', name, link: null });
  }

  return (
    <>
      <ul class="seintje-steps-in">
        {coming.map((substitute) => {
          const { person, name, day } = substitute;
          const on = nearDay(day, school.today);
          return (
            <li key={`${person} ${day}`} class="seintje-line">
              <p>{t('groups.steps-in', { name, day: on })}</p>
              <Confirm
                kind="plain"
                label={t('take-away')}
                about={t('take-away.of', { name })}
                question={t('groups.step-back.ask', { name })}
                yes={t('take-away.yes')}
                onYes={() => remove(substitute)}
              />
            </li>
          );
        })}
      </ul>
      <Problem code={code} />
      {proof}
    </>
  );
}

type AddProps = Pick<RowProps, 'live' | 'school' | 'onDone'> & { onClose: () => void };

function AddGroup({ live, school, onClose, onDone }: AddProps) {
  const name = useSignal('');
  const typed = name.value.trim();
  const isThere = school.groups.some((group) => group.name === typed);
  const fault = typed === '' ? 'groups.name.missing' : isThere ? 'refusal.name-in-use' : null;
  return (
    <ChangeForm<Group>
      live={live}
      title={t('groups.add')}
      two={false}
      faults={fault ? [{ field: 'group-name', text: t(fault) }] : []}
      ask={() => live.rest.post(`/v1/schools/${school.code}/groups`, { name: typed })}
      onChanged={() => onDone({ said: 'groups.added', name: typed, link: null })}
      onClose={onClose}
    >
      {(errorOf) => (
        <Field id="group-name" label={t('groups.name')} hint={t('groups.name.hint')} error={errorOf('group-name')}>
          <TextInput
            id="group-name"
            value={name.value}
            onInput={(value) => (name.value = value.slice(0, 60))}
            hint={t('groups.name.hint')}
            error={errorOf('group-name')}
          />
        </Field>
      )}
    </ChangeForm>
  );
}
