import { useSignal } from '@preact/signals';
import type { RoleName } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import type { Fault } from '../elements/error-summary.js';
import { Field, FieldGroup, TextInput } from '../elements/field.js';
import { RadioCards } from '../elements/radio-cards.js';
import { type Key, t } from '../words/words.js';
import { SchoolChoice, type SchoolChosen } from './school-choice.js';

const ROLES = ['recipient', 'teacher', 'sender', 'administrator'] as const satisfies RoleName[];
/** Letters and marks of any script, and what stands between them: as the server takes it. */
const TITLE = /^[\p{L}\p{M}\p{N} .,'’/()&-]{1,60}$/u;

/**
 * A role, the school that it is for, and the word for it there, while they are filled in.
 * @param at the school that they most likely are for
 */
export function useRoleFields(at: SchoolChosen | null = null) {
  const role = useSignal<RoleName | null>(null);
  const school = useSignal(at);
  const title = useSignal('');
  const isAtSchool = role.value === 'recipient' || role.value === 'teacher';
  const word = title.value.trim();

  const wrong: [field: string, fault: Key | null][] = [
    ['role', role.value ? null : 'admin.role.missing'],
    ['school-choice', isAtSchool && !school.value ? 'fault.school-missing' : null],
    ['title', word === '' ? 'admin.role.title.missing' : TITLE.test(word) ? null : 'admin.role.title.wrong'],
  ];
  return {
    role,
    school,
    title,
    isAtSchool,
    /** Whether whoever holds it receives signals, or decides on who does. */
    isGuarded: role.value !== null && role.value !== 'sender',
    faults: wrong.flatMap(([field, fault]): Fault[] => (fault ? [{ field, text: t(fault) }] : [])),
    body: { role: role.value, school: isAtSchool ? (school.value?.code ?? null) : null, title: word },
  };
}

interface RoleFieldsProps {
  live: Live;
  fields: ReturnType<typeof useRoleFields>;
  errorOf: (field: string) => string | undefined;
}

export function RoleFields({ live, fields: { role, school, title, isAtSchool }, errorOf }: RoleFieldsProps) {
  return (
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
        <SchoolChoice live={live} chosen={school.value} onChoose={(next) => (school.value = next)} errorOf={errorOf} />
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
  );
}
