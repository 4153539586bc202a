import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Installation, Invited } from '../../src/contract/index.js';
import { knowsPasskeys, makePasskey } from '../connection/passkeys.js';
import type { Requests } from '../connection/rest.js';
import { Button, Way } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import { Entrance } from '../elements/entrance.js';
import { Moment, Title } from '../elements/moment.js';
import { PasskeyName, proposedName } from '../elements/passkey-name.js';
import { type Code, Problem, refusalText, useAttempt } from '../elements/problem.js';
import { t } from '../words/words.js';
import { takeFragment } from './fragment.js';
import { Accounts } from './ways.js';

interface InvitationProps {
  rest: Requests;
  onDone: () => void;
}

/** What a one-time link leads to. Its secret is in this page's memory only, so that a reload has lost it. */
export function InvitationPage({ rest, onDone }: InvitationProps) {
  const secret = useSignal(useMemo(takeFragment, []));
  useEffect(() => {
    const take = () => {
      secret.value = takeFragment() ?? secret.peek();
    };
    const forget = () => {
      secret.value = null;
    };
    // The link again in a tab that is here already: then nothing is loaded anew.
    window.addEventListener('hashchange', take);
    // A browser may keep the page as it was, for who goes back to it.
    window.addEventListener('pagehide', forget);
    return () => {
      window.removeEventListener('hashchange', take);
      window.removeEventListener('pagehide', forget);
    };
  }, []);
  return (
    <Entrance>
      {secret.value === null ? (
        <Card>
          <Title>{t('invitation.again')}</Title>
          <p>{t('invitation.again.why')}</p>
        </Card>
      ) : (
        <Invitation key={secret.value} rest={rest} secret={secret.value} onDone={onDone} />
      )}
    </Entrance>
  );
}

function Invitation({ rest, secret, onDone }: InvitationProps & { secret: string }) {
  const invited = useSignal<Invited | null>(null);
  const opening = useAttempt();

  async function open(): Promise<void> {
    const answer = await opening.attempt(() => rest.post<Invited>('/v1/invitations/open', { secret }));
    if (answer) invited.value = answer.body;
  }
  useEffect(() => void open(), []);

  if (invited.value) return <Welcome rest={rest} secret={secret} invited={invited.value} onDone={onDone} />;
  if (!opening.code) return <p role="status">{t('app.starting')}</p>;
  const isOver = isOfLink(opening.code);
  return (
    <Card>
      <Title>{t(isOver ? 'invitation.over' : 'invitation.failed')}</Title>
      <p role="alert">{refusalText(opening.code)}</p>
      {isOver ? <Way to="/">{t('invitation.to-sign-in')}</Way> : <Button onPress={open}>{t('again')}</Button>}
    </Card>
  );
}

function Welcome({ rest, secret, invited, onDone }: InvitationProps & { secret: string; invited: Invited }) {
  const issuers = useSignal<Installation['issuers']>([]);
  const name = useSignal(proposedName());
  const { code, attempt } = useAttempt();

  // Without an answer the passkey is the way that there is.
  useEffect(() => {
    void rest.get<Installation>('/v1/installation').then((answer) => {
      if (answer.ok && answer.body) issuers.value = answer.body.issuers;
    });
  }, []);

  async function make(): Promise<void> {
    const from = { options: '/v1/invitations/options', made: '/v1/invitations/accept' };
    if (await attempt(() => makePasskey(rest, from, name.peek().trim() || proposedName(), { secret }))) onDone();
  }

  // The passkey may be there already: made before, or just now without the answer getting here.
  const mayHaveAccess = code !== null && (code === 'no-answer' || code === 'already-here' || isOfLink(code));
  return (
    <Moment
      focus
      title={t('invitation.welcome', { name: invited.name })}
      lead={invited.organisation}
      actions={
        <>
          {knowsPasskeys() ? (
            <Button kind="primary" onPress={make}>
              {t('passkey.make')}
            </Button>
          ) : (
            <Notice>{t(issuers.value.length > 0 ? 'sign-in.no-passkeys.account' : 'sign-in.no-passkeys')}</Notice>
          )}
          <Accounts issuers={issuers.value} kind="secondary" />
        </>
      }
    >
      <ul class="seintje-stack-close">
        {invited.roles.map(({ title, role, school, schoolName }) => (
          <li key={`${role} ${school}`}>{schoolName ? t('role.at', { title, school: schoolName }) : title}</li>
        ))}
      </ul>
      <Card>
        <p>{t('invitation.how')}</p>
        <PasskeyName value={name.value} onInput={(typed) => (name.value = typed)} />
      </Card>
      <Problem code={code} title={mayHaveAccess || code === 'cancelled' ? undefined : t('invitation.not-made')} />
      {mayHaveAccess && <Way to="/">{t('invitation.to-sign-in')}</Way>}
    </Moment>
  );
}

/** The link is used, expired, revoked or nobody's. */
function isOfLink(code: Code): boolean {
  return code.startsWith('invitation-');
}
