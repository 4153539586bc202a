import { useSignal } from '@preact/signals';
import type { Changed } from '../../src/contract/index.js';
import type { Result } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { when } from '../words/times.js';
import { type Key, t } from '../words/words.js';
import { TakesTwo } from './form.js';
import { needsTwo } from './needs-two.js';
import { type Outcome, outcomeOf, Told } from './outcome.js';
import type { PartProps } from './person.js';
import { SignedIn } from './signed-in.js';
import { standingOf } from './words.js';

/** What somebody can sign in with, and where they are signed in; never what, only how many. */
export function SigningIn({ live, person, onChanged }: Pick<PartProps, 'live' | 'person' | 'onChanged'>) {
  const { id, name, passkeys, accounts, sessions, invitation } = person;
  const outcome = useSignal<Outcome | null>(null);
  const { code, attempt, proof } = useProvenAttempt(live);
  const standing = standingOf(person);
  const isOpen = invitation?.state === 'open';

  async function invite(): Promise<void> {
    outcome.value = null;
    const done = await attempt(() => live.rest.post<Changed>(`/v1/people/${id}/invitation`));
    if (!done) return;
    outcome.value = outcomeOf('invitation', name, done.body);
    await onChanged();
  }

  async function take(ask: () => Promise<Result>, said: Key): Promise<void> {
    outcome.value = null;
    if (!(await attempt(ask))) return;
    outcome.value = { said, name, link: null };
    await onChanged();
  }

  return (
    <Card>
      <h2>{t('admin.signing-in')}</h2>
      {standing && (
        <Notice>
          <p>{t(standing)}</p>
          {isOpen && <p class="seintje-small">{t('admin.invitation.made', { when: when(invitation.at, live.now.value) })}</p>}
        </Notice>
      )}
      <ul class="seintje-stack-close">
        <li>{t('admin.passkeys', { count: passkeys })}</li>
        <li>{t('admin.accounts', { count: accounts })}</li>
        <li>{t('admin.sessions', { count: sessions })}</li>
      </ul>
      {sessions > 0 && (
        <SignedIn
          live={live}
          person={person}
          onEnd={(session) => take(() => live.rest.delete(`/v1/people/${id}/sessions/${session}`), 'admin.done.session')}
        />
      )}
      <Told outcome={outcome.value} />
      <Problem code={code} />
      <TakesTwo two={!outcome.value && needsTwo({ kind: 'invitation' }, person)} />
      {proof ?? (
        <>
          <div class="seintje-choices">
            <Button kind={passkeys + accounts > 0 ? 'secondary' : 'primary'} onPress={invite}>
              {t(invitation || passkeys > 0 ? 'admin.invite.again' : 'admin.invite')}
            </Button>
            {isOpen && (
              <Button onPress={() => take(() => live.rest.delete(`/v1/people/${id}/invitation`), 'admin.done.revoked')}>
                {t('admin.invite.revoke')}
              </Button>
            )}
          </div>
          {/* What nobody else has to agree to stands apart. */}
          {sessions + passkeys > 0 && (
            <div class="seintje-choices seintje-rule">
              {sessions > 0 && (
                <Confirm
                  label={t('admin.sessions.end')}
                  question={t('admin.sessions.end.ask', { name })}
                  yes={t('admin.sessions.end.yes')}
                  onYes={() => take(() => live.rest.delete(`/v1/people/${id}/sessions`), 'admin.done.sessions')}
                />
              )}
              {passkeys > 0 && (
                <Confirm
                  label={t('admin.passkeys.remove')}
                  question={t('admin.passkeys.remove.ask', { name })}
                  yes={t('admin.passkeys.remove.yes')}
                  onYes={() => take(() => live.rest.delete(`/v1/people/${id}/passkeys`), 'admin.done.passkeys')}
                />
              )}
            </div>
          )}
        </>
      )}
    </Card>
  );
}
