import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Live } from '../connection/live.js';
import { attend } from '../elements/attention.js';
import { Button } from '../elements/button.js';
import { Notice } from '../elements/card.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { seconds } from '../words/times.js';
import { t } from '../words/words.js';

/** Before the browser's own question, which cannot say what is in a notification, and who learns what of it. */
export function NotifyingQuestion({ live, focus, onDone }: { live: Live; focus: boolean; onDone: () => void }) {
  const asked = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (focus) attend(asked.current);
  }, []);
  return (
    <section class="seintje-card">
      <div class="seintje-stack-close">
        <p ref={asked} tabIndex={-1}>
          <strong>{t('notifying.ask')}</strong>
        </p>
        <p class="seintje-quiet seintje-small">{t('notifying.ask.who')}</p>
      </div>
      <div class="seintje-row">
        <Button kind="small" onPress={() => live.turnOnNotifications().then(onDone)}>
          {t('notifying.ask.yes')}
        </Button>
        <Button kind="plain" onPress={onDone}>
          {t('notifying.ask.no')}
        </Button>
      </div>
    </section>
  );
}

/** "Stuur mij een proefmelding", and how long it took. */
export function TryNotification({ live }: { live: Live }) {
  const { code, attempt } = useAttempt();
  /** In milliseconds; null: it did not arrive. */
  const took = useSignal<number | null | undefined>(undefined);

  async function send(): Promise<void> {
    took.value = undefined;
    const answer = await attempt(() => live.tryNotification());
    if (answer) took.value = answer.took;
  }

  return (
    <div class="seintje-stack">
      <div class="seintje-row">
        <Button kind="small" onPress={send}>
          {t('notifying.try')}
        </Button>
      </div>
      <div role="status" class="seintje-live">
        {typeof took.value === 'number' && (
          <Notice tone="done">{t('notifying.try.done', { seconds: seconds(took.value) })}</Notice>
        )}
        {took.value === null && (
          <Notice>
            <strong>{t('notifying.try.late')}</strong> {t('notifying.try.late.mend')}
          </Notice>
        )}
      </div>
      <div role="status" class="seintje-live">
        {code === 'push-gone' && live.notifying.value === 'renewed' && <Notice>{t('notifying.try.gone')}</Notice>}
      </div>
      <Problem code={code === 'push-gone' ? null : code} title={t('notifying.try.failed')} />
    </div>
  );
}
