import { useSignal } from '@preact/signals';
import type { Changed } from '../../src/contract/index.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { Field, TextInput } from '../elements/field.js';
import { t } from '../words/words.js';
import { ChangeForm } from './form.js';
import { needsTwo } from './needs-two.js';
import { type Outcome, outcomeOf, Told } from './outcome.js';
import type { PartProps } from './person.js';

/** As far as a page can tell. */
export const ADDRESS = /^[!-?A-~]+@[a-z\d-]+(\.[a-z\d-]+)*\.[a-z]{2,}$/i;

/** Somebody's e-mail address: their organisation's account is found by it, and their invitation mailed to it. */
export function Address({ live, person, isOpen, onOpen, onChanged }: PartProps) {
  const email = useSignal('');
  const outcome = useSignal<Outcome | null>(null);
  const typed = email.value.trim();
  const fault = typed === '' ? 'admin.address.missing' : ADDRESS.test(typed) ? null : 'admin.address.wrong';

  function open(): void {
    email.value = '';
    outcome.value = null;
    onOpen(true);
  }

  async function changed(became: Changed): Promise<void> {
    onOpen(false);
    outcome.value = outcomeOf('address', person.name, became);
    await onChanged(became.done ? typed.toLowerCase() : undefined);
  }

  return (
    <Card>
      <h2>{t('admin.address')}</h2>
      <p translate={false}>{person.email}</p>
      <Told outcome={outcome.value} />
      {isOpen ? (
        <ChangeForm
          live={live}
          title={t('admin.address.change')}
          lead={t('admin.address.what', { name: person.name })}
          two={needsTwo({ kind: 'address' }, person)}
          faults={fault ? [{ field: 'new-address', text: t(fault) }] : []}
          ask={() => live.rest.put<Changed>(`/v1/people/${person.id}/address`, { email: typed })}
          onChanged={changed}
          onClose={() => onOpen(false)}
        >
          {(errorOf) => (
            <Field id="new-address" label={t('admin.address.new')} error={errorOf('new-address')}>
              <TextInput
                id="new-address"
                mail
                value={email.value}
                onInput={(value) => (email.value = value)}
                error={errorOf('new-address')}
              />
            </Field>
          )}
        </ChangeForm>
      ) : (
        <div class="seintje-choices">
          <Button onPress={open}>{t('admin.address.change')}</Button>
        </div>
      )}
    </Card>
  );
}
