import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { OwnPasskey } from '../../src/contract/index.js';
import type { Live, Result } from '../connection/live.js';
import { knowsPasskeys, makePasskey } from '../connection/passkeys.js';
import { attend } from '../elements/attention.js';
import { Button } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { Loading } from '../elements/loading.js';
import { PasskeyName, proposedName } from '../elements/passkey-name.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { isoDate, longDate } from '../words/times.js';
import { t } from '../words/words.js';
import { useLoaded } from './loaded.js';

const NEW = { options: '/v1/passkeys/options', made: '/v1/passkeys' };

/** What this person signs in with. Adding and removing take a proof that is not long ago: then it is asked, and goes on by itself. */
export function OwnPasskeys({ live }: { live: Live }) {
  const { list, code, load } = useLoaded<OwnPasskey>(live, '/v1/passkeys');
  const { code: changeCode, attempt, proof } = useProvenAttempt(live);
  const isNaming = useSignal(false);
  const name = useSignal('');

  async function change(how: () => Promise<Result>): Promise<boolean> {
    const done = await attempt(how);
    if (done) await load();
    return done !== null;
  }

  async function make(): Promise<void> {
    // A browser makes one only for who presses for it.
    const made = await attempt(() => makePasskey(live.rest, NEW, name.peek().trim() || proposedName()), true);
    if (!made) return;
    isNaming.value = false;
    await load();
  }

  const passkeys = list.value ?? [];
  return (
    <Card>
      <h2>{t('account.passkeys')}</h2>
      <p class="seintje-quiet">{t('account.passkeys.what')}</p>
      <Loading isLoading={list.value === null} code={code} title={t('account.passkeys.failed')} onAgain={load} />
      {list.value?.length === 0 && <p>{t('account.passkeys.none')}</p>}
      <ul class="seintje-own" inert={proof !== null}>
        {passkeys.map((passkey) => (
          <Passkey
            key={passkey.id}
            passkey={passkey}
            onRename={(fresh) => change(() => live.rest.put(`/v1/passkeys/${passkey.id}/name`, { name: fresh }))}
            onRemove={() => change(() => live.rest.delete(`/v1/passkeys/${passkey.id}`))}
          />
        ))}
      </ul>
      {proof}
      <Problem code={changeCode} title={changeCode === 'cancelled' ? undefined : t('account.change.failed')} />
      {isNaming.value && !proof && (
        <NameForm
          id="passkey-name"
          value={name.value}
          onInput={(typed) => (name.value = typed)}
          action={
            <Button kind="primary" submits onPress={make}>
              {t('passkey.make')}
            </Button>
          }
          onBack={() => (isNaming.value = false)}
        />
      )}
      {!isNaming.value && list.value && !knowsPasskeys() && <Notice>{t('sign-in.no-passkeys')}</Notice>}
      {!isNaming.value && list.value && knowsPasskeys() && (
        <div class="seintje-actions">
          <Button
            onPress={() => {
              name.value = proposedName();
              isNaming.value = true;
            }}
          >
            {t('account.passkeys.add')}
          </Button>
        </div>
      )}
    </Card>
  );
}

interface PasskeyProps {
  passkey: OwnPasskey;
  /** Whether it has the name. */
  onRename: (name: string) => Promise<boolean>;
  onRemove: () => Promise<unknown>;
}

function Passkey({ passkey: { id, name, createdAt, usedAt }, onRename, onRemove }: PasskeyProps) {
  const typed = useSignal<string | null>(null);

  async function rename(): Promise<void> {
    const fresh = typed.peek()?.trim();
    if (!fresh || fresh === name || (await onRename(fresh))) typed.value = null;
  }

  return (
    <li>
      <div>
        <strong>{name}</strong>
        <p class="seintje-quiet seintje-small">
          {t('account.made', { date: longDate(isoDate(createdAt)) })}
          {usedAt !== null && ` · ${t('account.used-on', { date: longDate(isoDate(usedAt)) })}`}
        </p>
      </div>
      {typed.value === null ? (
        <div class="seintje-row">
          <Button kind="small" label={t('account.rename.what', { name })} onPress={() => (typed.value = name)}>
            {t('account.rename')}
          </Button>
          <Confirm
            kind="small"
            label={t('account.remove')}
            about={t('account.remove.what', { name })}
            question={t('account.remove.ask', { name })}
            yes={t('account.remove.yes')}
            onYes={onRemove}
          />
        </div>
      ) : (
        <NameForm
          id={`name-${id}`}
          value={typed.value}
          onInput={(value) => (typed.value = value)}
          action={
            <Button kind="small" submits onPress={rename}>
              {t('account.rename.save')}
            </Button>
          }
          onBack={() => (typed.value = null)}
        />
      )}
    </li>
  );
}

interface NameFormProps {
  id: string;
  value: string;
  onInput: (value: string) => void;
  action: ComponentChildren;
  onBack: () => void;
}

/** Opens with the focus in its field. */
function NameForm({ id, value, onInput, action, onBack }: NameFormProps) {
  useEffect(() => attend(document.getElementById(id)), []);
  return (
    <form class="seintje-stack" onSubmit={(event) => event.preventDefault()}>
      <PasskeyName id={id} value={value} onInput={onInput} />
      <div class="seintje-row">
        {action}
        <Button kind="plain" onPress={onBack}>
          {t('back')}
        </Button>
      </div>
    </form>
  );
}
