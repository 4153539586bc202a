import { describedBy, Field, TextInput } from '../elements/field.js';
import { type Key, t } from '../words/words.js';
import type { SchoolNames } from './words.js';

export interface SchoolChosen {
  /** As the choice shows it: a school's code, or that it is another one. */
  choice: string;
  code: string;
}

export const NO_SCHOOL: SchoolChosen = { choice: '', code: '' };
const OTHER = 'other';
const CODE = /^[0-9A-Z]{6}$/;

interface SchoolChoiceProps {
  schools: SchoolNames;
  chosen: SchoolChosen;
  onChoose: (chosen: SchoolChosen) => void;
  errorOf: (field: string) => string | undefined;
}

/** One of the schools where people work, or another one by its code (BRIN with its location's number). */
export function SchoolChoice({ schools, chosen, onChoose, errorOf }: SchoolChoiceProps) {
  const known = [...schools].sort(([, one], [, other]) => one.localeCompare(other, 'nl'));
  const hint = t('admin.school.code.hint');
  return (
    <>
      <Field id="school-choice" label={t('admin.school')} error={errorOf('school-choice')}>
        <select
          class="seintje-input"
          id="school-choice"
          value={chosen.choice}
          onChange={({ currentTarget: { value } }) => onChoose({ choice: value, code: value === OTHER ? '' : value })}
          aria-invalid={errorOf('school-choice') ? true : undefined}
          aria-describedby={describedBy('school-choice', { error: errorOf('school-choice') })}
        >
          <option value="">{t('admin.school.pick')}</option>
          {known.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
          <option value={OTHER}>{t('admin.school.other')}</option>
        </select>
      </Field>
      {chosen.choice === OTHER && (
        <Field id="school-code" label={t('admin.school.code')} hint={hint} error={errorOf('school-code')}>
          <TextInput
            id="school-code"
            value={chosen.code}
            onInput={(value) => onChoose({ choice: OTHER, code: value.trim().toUpperCase() })}
            hint={hint}
            error={errorOf('school-code')}
          />
        </Field>
      )}
    </>
  );
}

/** What is wrong with the choice, and at which field. */
export function schoolFault({ choice, code }: SchoolChosen): [field: string, fault: Key | null] {
  if (choice === '') return ['school-choice', 'fault.school-missing'];
  return ['school-code', CODE.test(code) ? null : 'admin.school.code.wrong'];
}
