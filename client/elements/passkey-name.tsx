import { t } from '../words/words.js';
import { Field, TextInput } from './field.js';

/** What a passkey may be called, from what the browser says of its device. */
export function proposedName(agent = navigator.userAgent): string {
  if (/iPad|Tablet/.test(agent)) return t('passkey.tablet');
  return t(/Mobi|iPhone|Android/.test(agent) ? 'passkey.phone' : 'passkey.computer');
}

/** So that somebody with several knows which is which. */
export function PasskeyName({
  id = 'passkey-name',
  value,
  onInput,
}: {
  id?: string;
  value: string;
  onInput: (value: string) => void;
}) {
  const hint = t('passkey.name.hint');
  return (
    <Field id={id} label={t('passkey.name')} hint={hint}>
      <TextInput id={id} value={value} hint={hint} onInput={(typed) => onInput(typed.slice(0, 60))} />
    </Field>
  );
}
