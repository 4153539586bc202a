import { useSignal } from '@preact/signals';
import type { Changed, PersonFound, RoleName } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Field, FieldGroup, TextInput } from '../elements/field.js';
import { RadioCards } from '../elements/radio-cards.js';
import { type Key, t } from '../words/words.js';
import { ChangeForm } from './form.js';
import { needsTwo } from './needs-two.js';
import { NO_SCHOOL, SchoolChoice, schoolFault } from './school-choice.js';
import type { SchoolNames } from './words.js';

const ROLES = ['recipient', 'teacher', 'sender', 'administrator'] as const satisfies RoleName[];
/** Letters and marks of any script, and what stands between them: as the server takes it. */
const TITLE = /^[\p{L}\p{M}\p{N} .,'’/()&-]{1,60}$/u;

interface GiveRoleProps {
  live: Live;
  person: PersonFound;
  schools: SchoolNames;
  onClose: () => void;
  onChanged: (changed: Changed) => void;
}

/** A role, the school that it is for, and the word for it there. */
export function GiveRole({ live, person, schools, onClose, onChanged }: GiveRoleProps) {
  const role = useSignal<RoleName | null>(null);
  const school = useSignal(NO_SCHOOL);
  const title = useSignal('');
  const isAtSchool = role.value === 'recipient' || role.value === 'teacher';
  const word = title.value.trim();

  const wrong: [field: string, fault: Key | null][] = [
    ['role', role.value ? null : 'admin.role.missing'],
    ...(isAtSchool ? [schoolFault(school.value)] : []),
    ['title', word === '' ? 'admin.role.title.missing' : TITLE.test(word) ? null : 'admin.role.title.wrong'],
  ];
  return (
    <ChangeForm
      live={live}
      title={t('admin.role.give')}
      two={(role.value !== null && role.value !== 'sender') || needsTwo({ kind: 'role' }, person)}
      faults={wrong.flatMap(([field, fault]) => (fault ? [{ field, text: t(fault) }] : []))}
      ask={() =>
        live.rest.post<Changed>(`/v1/people/${person.id}/roles`, {
          role: role.value,
          school: isAtSchool ? school.value.code : null,
          title: word,
        })
      }
      onChanged={onChanged}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <FieldGroup id="role" label={t('admin.role.which')} error={errorOf('role')}>
            <RadioCards
              id="role"
              label={t('admin.role.which')}
              choices={ROLES.map((value) => ({ value, label: t(`admin.role.${value}`), note: t(`admin.role.${value}.what`) }))}
              chosen={role.value}
              onChoose={(value) => (role.value = ROLES.find((one) => one === value) ?? null)}
            />
          </FieldGroup>
          {isAtSchool && (
            <SchoolChoice schools={schools} chosen={school.value} onChoose={(next) => (school.value = next)} errorOf={errorOf} />
          )}
          <Field id="title" label={t('admin.role.title')} hint={t('admin.role.title.hint')} error={errorOf('title')}>
            <TextInput
              id="title"
              value={title.value}
              onInput={(value) => (title.value = value)}
              hint={t('admin.role.title.hint')}
              error={errorOf('title')}
            />
          </Field>
        </>
      )}
    </ChangeForm>
  );
}
