import { useSignal } from '@preact/signals';
import type { OwnPasskey } from '../../src/contract/index.js';
import type { Live, Result } from '../connection/live.js';
import { knowsPasskeys, makePasskey } from '../connection/passkeys.js';
import { Button } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { PasskeyName, proposedName } from '../elements/passkey-name.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { StepUp } from '../elements/step-up.js';
import { dateAndTime, isoDate, longDate } from '../words/times.js';
import { t } from '../words/words.js';
import { Loading } from './loading.js';
import { useLoaded } from './loaded.js';

const NEW = { options: '/v1/passkeys/options', made: '/v1/passkeys' };

/** What this person signs in with. Adding and removing take a proof that is not long ago: then it is asked, and goes on by itself. */
export function OwnPasskeys({ live }: { live: Live }) {
  const { list, code, load } = useLoaded<OwnPasskey>(live, '/v1/passkeys');
  const changing = useAttempt();
  /** What waits for the proof. */
  const waiting = useSignal<(() => Promise<Result>) | null>(null);
  const isNaming = useSignal(false);
  const name = useSignal('');

  async function change(how: () => Promise<Result>): Promise<void> {
    let isUnproven = false;
    const done = await changing.attempt(async (): Promise<Result> => {
      const answer = await how();
      isUnproven = !answer.ok && answer.code === 'step-up-required';
      return isUnproven ? { ok: true } : answer;
    });
    waiting.value = isUnproven ? how : null;
    if (!done || isUnproven) return;
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
      <ul class="seintje-own">
        {passkeys.map((passkey) => (
          <Passkey
            key={passkey.id}
            now={live.now.value}
            passkey={passkey}
            onRename={(fresh) => change(() => live.rest.put(`/v1/passkeys/${passkey.id}/name`, { name: fresh }))}
            onRemove={() => change(() => live.rest.delete(`/v1/passkeys/${passkey.id}`))}
          />
        ))}
      </ul>
      {waiting.value && <StepUp live={live} onDone={() => waiting.value && change(waiting.value)} />}
      <Problem code={changing.code} title={changing.code === 'cancelled' ? undefined : t('account.change.failed')} />
      {isNaming.value && !waiting.value && (
        <form class="seintje-stack" onSubmit={(event) => event.preventDefault()}>
          <PasskeyName value={name.value} onInput={(typed) => (name.value = typed)} />
          <div class="seintje-row">
            <Button
              kind="primary"
              submits
              onPress={() => change(() => makePasskey(live.rest, NEW, name.peek().trim() || proposedName()))}
            >
              {t('passkey.make')}
            </Button>
            <Button kind="plain" onPress={() => (isNaming.value = false)}>
              {t('back')}
            </Button>
          </div>
        </form>
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
  now: number;
  passkey: OwnPasskey;
  onRename: (name: string) => Promise<void>;
  onRemove: () => Promise<void>;
}

function Passkey({ now, passkey: { id, name, createdAt, usedAt }, onRename, onRemove }: PasskeyProps) {
  const typed = useSignal<string | null>(null);

  async function rename(): Promise<void> {
    const fresh = typed.peek()?.trim();
    if (fresh && fresh !== name) await onRename(fresh);
    typed.value = null;
  }

  return (
    <li>
      <div>
        <strong>{name}</strong>
        <p class="seintje-quiet seintje-small">
          {t('account.made', { date: longDate(isoDate(createdAt)) })}
          {usedAt !== null && ` · ${t('account.used', { when: dateAndTime(usedAt, now) })}`}
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
        <form class="seintje-stack" onSubmit={(event) => event.preventDefault()}>
          <PasskeyName id={`name-${id}`} value={typed.value} onInput={(value) => (typed.value = value)} />
          <Button kind="small" submits onPress={rename}>
            {t('account.rename.save')}
          </Button>
        </form>
      )}
    </li>
  );
}
