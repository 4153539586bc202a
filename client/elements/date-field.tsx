import type { TypedDate } from '../../src/sealed/content.js';
import { t } from '../words/words.js';
import { FieldGroup } from './field.js';

interface DateFieldProps {
  id: string;
  label: string;
  hint: string;
  error?: string | null;
  /** The part that is wrong; all of them where the date as a whole is. */
  wrong?: keyof TypedDate | 'all' | null;
  value: TypedDate;
  onInput: (value: TypedDate) => void;
}

const PARTS = ['day', 'month', 'year'] as const;

/** A known date in three text fields (GOV.UK date input, NL Design System date input group): no picker, no jumping on. */
export function DateField({ id, label, hint, error, wrong, value, onInput }: DateFieldProps) {
  return (
    <FieldGroup id={id} label={label} hint={hint} error={error}>
      <div class="seintje-date">
        {PARTS.map((part) => (
          <label key={part}>
            {t(`form.date.${part}`)}
            <input
              class="seintje-input"
              id={`${id}-${part}`}
              name={`${id}-${part}`}
              type="text"
              inputmode="numeric"
              maxLength={part === 'year' ? 4 : 2}
              value={value[part]}
              onInput={(event) => onInput({ ...value, [part]: event.currentTarget.value.trim() })}
              autocomplete="off"
              spellcheck={false}
              aria-invalid={wrong === part || wrong === 'all' ? true : undefined}
            />
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
