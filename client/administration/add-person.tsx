import { useSignal } from '@preact/signals';
import type { Changed, PersonFound } from '../../src/contract/index.js';
import type { Live, Result } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import type { Fault } from '../elements/error-summary.js';
import { Field, TextInput } from '../elements/field.js';
import { PageHead } from '../elements/page-head.js';
import { type Key, t } from '../words/words.js';
import { ADDRESS } from './address.js';
import { ChangeForm } from './form.js';
import { Told } from './outcome.js';
import type { PlaceProps } from './place.js';
import { RoleFields, useRoleFields } from './role-fields.js';
import type { SchoolChosen } from './school-choice.js';

/** As the server takes it. */
const NAME = /^(?=.*\p{L})[\p{L}\p{M} .'’-]{1,100}$/u;

/** Somebody new: who they are, and what they come to do. @param school where they most likely do it */
export function AddPerson({ live, school = null }: PlaceProps & { school?: SchoolChosen | null }) {
  const added = useSignal<{ name: string; changed: Changed } | null>(null);
  const said = added.value && (added.value.changed.done ? 'admin.add.done' : 'admin.add.asked');
  return (
    <div class="seintje-page seintje-add-page">
      <PageHead title={t('admin.add')} />
      <Card>
        <Told outcome={added.value && said && { said, name: added.value.name, link: null }} />
        {added.value ? (
          <>
            <p>{t('admin.add.next')}</p>
            <div class="seintje-choices">
              <Button onPress={() => (added.value = null)}>{t('admin.add.another')}</Button>
            </div>
          </>
        ) : (
          <AddForm live={live} school={school} onAdded={(name, changed) => (added.value = { name, changed })} />
        )}
      </Card>
    </div>
  );
}

interface AddFormProps {
  live: Live;
  school: SchoolChosen | null;
  onAdded: (name: string, changed: Changed) => void;
}

function AddForm({ live, school, onAdded }: AddFormProps) {
  const name = useSignal('');
  const email = useSignal('');
  /** In the directory, and not more than that: what failed after is tried again without adding them twice. */
  const made = useSignal<PersonFound | null>(null);
  const fields = useRoleFields(school);
  const [called, mailed] = [name.value.trim(), email.value.trim()];

  const wrong: [field: string, fault: Key | null][] = [
    ['new-name', called === '' ? 'admin.add.name.missing' : NAME.test(called) ? null : 'admin.add.name.wrong'],
    ['new-email', mailed === '' ? 'admin.address.missing' : ADDRESS.test(mailed) ? null : 'admin.address.wrong'],
  ];
  const faults = wrong.flatMap(([field, fault]): Fault[] => (fault ? [{ field, text: t(fault) }] : []));

  async function ask(): Promise<Result<{ body: Changed }>> {
    if (!made.peek()) {
      const answer = await live.rest.post<PersonFound>('/v1/people', { name: called, email: mailed });
      if (!answer.ok) return answer;
      made.value = answer.body;
    }
    return live.rest.post<Changed>(`/v1/people/${made.peek()!.id}/roles`, fields.body);
  }

  return (
    <ChangeForm
      live={live}
      title={t('admin.add.who')}
      lead={t('admin.add.what')}
      two={fields.isGuarded}
      faults={[...(made.value ? [] : faults), ...fields.faults]}
      ask={ask}
      onChanged={(changed) => onAdded(called, changed)}
      onClose={() => history.back()}
    >
      {(errorOf) => (
        <>
          <div role="status" class="seintje-live">
            {made.value && <Notice>{t('admin.add.made', { name: made.value.name })}</Notice>}
          </div>
          {!made.value && (
            <>
              <Field id="new-name" label={t('admin.add.name')} error={errorOf('new-name')}>
                <TextInput
                  id="new-name"
                  value={name.value}
                  onInput={(value) => (name.value = value)}
                  error={errorOf('new-name')}
                />
              </Field>
              <Field id="new-email" label={t('admin.add.email')} error={errorOf('new-email')}>
                <TextInput
                  id="new-email"
                  mail
                  value={email.value}
                  onInput={(value) => (email.value = value)}
                  error={errorOf('new-email')}
                />
              </Field>
            </>
          )}
          <RoleFields live={live} fields={fields} errorOf={errorOf} />
        </>
      )}
    </ChangeForm>
  );
}
