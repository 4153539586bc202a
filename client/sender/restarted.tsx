import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { LIMITS } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { daysBetween, when } from '../words/times.js';
import { t } from '../words/words.js';

/** L9: nobody may be left to say what a server forgot that restarted, so that every sender is told, who came after it. */
export function useRestarted(live: Live) {
  // A page that was there before says itself what it lost.
  const found = useRef<number | null | undefined>(undefined);
  if (found.current === undefined && live.status.value.kind === 'connected') found.current = live.restartedAt.value;
  const isRead = useSignal(false);
  const at = live.restartedAt.value;
  const now = live.now.value;
  const isShown = at !== null && at === found.current && !isRead.value && daysBetween(at, now) <= LIMITS.targetDays;
  return { at: isShown ? at : null, onDismiss: () => (isRead.value = true) };
}

/** The region is there before its words (WCAG 4.1.3). */
export function Restarted({ at, now, onDismiss }: { at: number | null; now: number; onDismiss: () => void }) {
  return (
    <div role="status" class="seintje-live">
      {at !== null && (
        <Card tone="signal">
          <div class="seintje-stack-close">
            <p>{t('sender.restarted', { when: when(at, now) })}</p>
            <p class="seintje-quiet">{t('sender.restarted.next')}</p>
          </div>
          <div class="seintje-row">
            <Button kind="small" onPress={onDismiss}>
              {t('dismiss')}
            </Button>
          </div>
        </Card>
      )}
    </div>
  );
}
