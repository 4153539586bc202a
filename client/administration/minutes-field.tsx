import { describedBy, Field } from '../elements/field.js';
import { t } from '../words/words.js';
import { exampleTime, minutesOf, type Time } from './setting.js';

interface MinutesFieldProps {
  name: Time;
  value: string;
  /** The default. */
  usual: number;
  error: string | undefined;
  onInput: (value: string) => void;
}

/** A number of minutes, and what it comes to on a morning at a school. */
export function MinutesField({ name, value, usual, error, onInput }: MinutesFieldProps) {
  const time = exampleTime(name, minutesOf(name, value) ?? usual);
  const hint = t(`admin.setting.${name}.what`, { time });
  return (
    <Field id={name} label={t(`admin.setting.${name}`)} hint={hint} error={error}>
      <span class="seintje-minutes">
        <input
          class="seintje-input"
          id={name}
          type="text"
          inputmode="numeric"
          maxLength={3}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
          autocomplete="off"
          aria-invalid={error ? true : undefined}
          aria-describedby={`${describedBy(name, { hint, error })} ${name}-unit`}
        />
        <span id={`${name}-unit`} class="seintje-small">
          {t('admin.setting.unit', { minutes: usual })}
        </span>
      </span>
    </Field>
  );
}
