import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Installation } from '../../src/contract/index.js';
import type { Live, Result } from '../connection/live.js';
import { knowsPasskeys, provePasskey } from '../connection/passkeys.js';
import { t } from '../words/words.js';
import { attend } from './attention.js';
import { Button, Way } from './button.js';
import { Notice } from './card.js';
import { Problem, useAttempt } from './problem.js';

/** Between the tabs of one browser: somebody has shown in one of them that it is them. Nothing else is said there. */
const CHANNEL = 'seintje';
const PROVEN = 'proven';

/** Tells the other tabs. */
export function sayProven(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(PROVEN);
  channel.close();
}

/** Whether this person has shown, not too long ago, that it is them. @param margin milliseconds that it must be good for yet */
export function isProven({ me, now }: Live, margin = 0): boolean {
  return (me.value?.provenUntil ?? 0) > now.peek() + margin;
}

interface StepUpProps {
  live: Live;
  /** Whether it is there because of what the person just did. */
  focus?: boolean;
  /** @param isHere whether it was shown in this tab, and not in another one */
  onDone: (isHere: boolean) => unknown;
}

/** Asks somebody who is signed in to show once more that it is them, in place: what is around it stays, and goes on after. */
export function StepUp({ live, focus = false, onDone }: StepUpProps) {
  const installation = useSignal<Installation | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const channel = useRef<BroadcastChannel | null>(null);
  const { code, attempt } = useAttempt();

  async function load(): Promise<void> {
    const answer = await attempt(() => live.rest.get<Installation>('/v1/installation'));
    if (answer) installation.value = answer.body;
  }

  async function prove(how: () => Promise<Result>): Promise<void> {
    if (await attempt(how)) await goOn(true);
  }

  async function provePerson(): Promise<Result> {
    const proof = await provePasskey(live.rest);
    // What this one says itself it does not hear.
    if (proof.ok) channel.current?.postMessage(PROVEN);
    return proof;
  }

  async function goOn(isHere: boolean): Promise<void> {
    await live.proven();
    if (isProven(live)) await onDone(isHere);
    else await attempt(async () => ({ ok: false, code: 'step-up-required' }));
  }

  const latest = useRef(goOn);
  latest.current = goOn;
  useEffect(() => {
    if (focus) attend(heading.current);
    void load();
    const own = (channel.current = new BroadcastChannel(CHANNEL));
    own.onmessage = () => void latest.current(false);
    return () => {
      channel.current = null;
      own.close();
    };
  }, []);

  const { demonstration = false, issuers = [] } = installation.value ?? {};
  const asDemonstrated = () => live.rest.post('/v1/demonstration/sessions', { person: live.me.peek()?.person });
  return (
    <section class="seintje-card" data-tone="signal">
      <div class="seintje-stack-close">
        <h2 ref={heading} tabIndex={-1}>
          {t('step-up.title')}
        </h2>
        <p>{t('step-up.why')}</p>
      </div>
      {installation.value ? (
        <div class="seintje-actions">
          {demonstration && (
            <Button kind="primary" onPress={() => prove(asDemonstrated)}>
              {t('step-up.demonstration')}
            </Button>
          )}
          {!demonstration && knowsPasskeys() && (
            <Button kind="primary" onPress={() => prove(provePerson)}>
              {t('step-up.passkey')}
            </Button>
          )}
          {issuers.map(({ key, name }) => (
            <Way key={key} kind="secondary" to={`/v1/openid/${key}/start?again=1`} beside>
              {t('step-up.with', { name })}
            </Way>
          ))}
          {!demonstration && !knowsPasskeys() && issuers.length === 0 && <Notice>{t('sign-in.no-passkeys')}</Notice>}
        </div>
      ) : (
        code === null && <p class="seintje-quiet">{t('app.starting')}</p>
      )}
      <Problem code={code} />
      {!installation.value && code !== null && <Button onPress={load}>{t('again')}</Button>}
    </section>
  );
}
