import type { ComponentChildren } from 'preact';

interface FieldProps {
  id: string;
  label: string;
  hint?: ComponentChildren;
  /** What is wrong, as the summary says it too (WCAG 3.3.1). */
  error?: string | null;
  children: ComponentChildren;
}

/** The ids that describe a field, for `aria-describedby`. */
export function describedBy(id: string, { hint, error }: Pick<FieldProps, 'hint' | 'error'>): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
}

/** A question with one answer. */
export function Field({ id, label, hint, error, children }: FieldProps) {
  return (
    <div class="seintje-field">
      <label class="seintje-label" for={id}>
        {label}
      </label>
      <About id={id} hint={hint} error={error} />
      {children}
    </div>
  );
}

/** A question whose answer takes several controls. */
export function FieldGroup({ id, label, hint, error, children }: FieldProps) {
  return (
    <fieldset class="seintje-field" aria-describedby={describedBy(id, { hint, error })}>
      <legend class="seintje-label">{label}</legend>
      <About id={id} hint={hint} error={error} />
      {children}
    </fieldset>
  );
}

function About({ id, hint, error }: Pick<FieldProps, 'id' | 'hint' | 'error'>) {
  return (
    <>
      {hint && (
        <p class="seintje-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="seintje-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
}

interface TextInputProps {
  id: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string;
  error?: string | null;
  search?: boolean;
  mail?: boolean;
  onKeyDown?: (event: KeyboardEvent) => void;
}

/** Text that a browser neither keeps nor corrects nor translates: its spelling checker may send it away. */
export function TextInput({ id, value, onInput, hint, error, search = false, mail = false, onKeyDown }: TextInputProps) {
  return (
    <input
      class="seintje-input"
      id={id}
      type="text"
      inputmode={search ? 'search' : mail ? 'email' : 'text'}
      name={id}
      value={value}
      onInput={(event) => onInput(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      autocomplete="off"
      autocorrect="off"
      autocapitalize={search || mail ? 'off' : 'words'}
      spellcheck={false}
      translate={false}
      aria-invalid={error ? true : undefined}
      aria-describedby={describedBy(id, { hint, error })}
    />
  );
}
