import { DateField } from '../elements/date-field.js';
import { Field, TextInput } from '../elements/field.js';
import { t } from '../words/words.js';
import type { Draft, Faults, FaultyField } from './draft.js';

/** Neutral on purpose: a browser remembers fields by what they are called. */
export const CONTROLS: Record<FaultyField, string> = { school: 'school', name: 'q2', date: 'q3-day' };

interface PupilFieldsProps {
  draft: Draft;
  faults: Faults;
  onChange: (changed: Partial<Draft>) => void;
}

/** Who it is about: a name and a date of birth, and nothing more. */
export function PupilFields({ draft, faults: { name, date, part }, onChange }: PupilFieldsProps) {
  return (
    <>
      <Field id="q2" label={t('form.name')} hint={t('form.name.hint')} error={name}>
        <TextInput
          id="q2"
          value={draft.name}
          onInput={(typed) => onChange({ name: typed })}
          hint={t('form.name.hint')}
          error={name}
        />
      </Field>
      <DateField
        id="q3"
        label={t('form.date')}
        hint={t('form.date.hint')}
        error={date}
        wrong={part}
        value={draft.date}
        onInput={(typed) => onChange({ date: typed })}
      />
    </>
  );
}
