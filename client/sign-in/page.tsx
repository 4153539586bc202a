import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Installation } from '../../src/contract/index.js';
import { knowsPasskeys, readyPasskeys, signInByPasskey } from '../connection/passkeys.js';
import type { Requests } from '../connection/rest.js';
import { Button } from '../elements/button.js';
import { Notice } from '../elements/card.js';
import { Title } from '../elements/moment.js';
import { type Code, Problem, useAttempt } from '../elements/problem.js';
import { t } from '../words/words.js';
import { Accounts } from './ways.js';

interface SignInProps {
  rest: Requests;
  issuers: Installation['issuers'];
  /** Why the organisation's account did not lead in. */
  refusal: Code | null;
  onDone: () => void;
}

/** "Inloggen": with the organisation's account or with a passkey; nobody types a name or a password. */
export function SignIn({ rest, issuers, refusal, onDone }: SignInProps) {
  const { code, attempt } = useAttempt();
  const tried = useSignal(false);
  useEffect(() => void (knowsPasskeys() && readyPasskeys()), []);
  const hasAccounts = issuers.length > 0;

  async function go(): Promise<void> {
    tried.value = true;
    if (await attempt(() => signInByPasskey(rest))) onDone();
  }

  return (
    <section class="seintje-card seintje-alone">
      <header>
        <span class="seintje-mark seintje-mark-large" aria-hidden="true" />
        <Title>{t('sign-in.title')}</Title>
        <p class="seintje-quiet">{t(hasAccounts ? 'sign-in.how' : 'sign-in.how.passkey')}</p>
      </header>
      <Problem code={tried.value ? code : refusal} />
      <div class="seintje-actions">
        <Accounts issuers={issuers} kind="primary" />
        {knowsPasskeys() ? (
          <Button kind={hasAccounts ? 'secondary' : 'primary'} onPress={go}>
            {t('sign-in.passkey')}
          </Button>
        ) : (
          <Notice>{t(hasAccounts ? 'sign-in.no-passkeys.account' : 'sign-in.no-passkeys')}</Notice>
        )}
      </div>
      <p class="seintje-quiet seintje-small seintje-rule">{t('sign-in.no-access')}</p>
    </section>
  );
}
