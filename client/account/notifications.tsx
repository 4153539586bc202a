import { useSignal } from '@preact/signals';
import { notifyingOf } from '../check-in/lines.js';
import { NotifyingQuestion, TryNotification } from '../check-in/notifications.js';
import { SelfTest } from '../check-in/self-test.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { t } from '../words/words.js';

/** Whether this device is woken, with the ways to begin and to end that. */
export function Notifications({ live }: { live: Live }) {
  const { code, attempt } = useAttempt();
  const isAsking = useSignal(false);
  const line = notifyingOf(live, () => (isAsking.value = true));
  if (!line) return null;
  const isOn = line.state === 'works';
  return (
    <Card>
      <h2>{t('notifying.title')}</h2>
      <SelfTest lines={[isAsking.value ? { ...line, action: undefined } : line]} />
      {isAsking.value && <NotifyingQuestion focus live={live} onDone={() => (isAsking.value = false)} />}
      {isOn && <TryNotification live={live} />}
      <Problem code={code} title={t('notifying.turn-off.failed')} />
      {(isOn || live.notifying.value === 'stopped') && (
        <div class="seintje-actions">
          <Button onPress={() => attempt(() => live.turnOffNotifications())}>{t('notifying.turn-off')}</Button>
        </div>
      )}
    </Card>
  );
}
