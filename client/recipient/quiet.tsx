import { useSignal } from '@preact/signals';
import { Morning } from '../check-in/morning.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Rest } from '../elements/moment.js';
import { t } from '../words/words.js';
import { StartDrill } from './drill.js';

/**
 * S1: nothing to do but to say that one is there; the only place that leads to a drill. Whatever comes in takes its place.
 * `healing`: what was there may come back.
 */
export function Quiet({ live, healing }: { live: Live; healing: boolean }) {
  const isDrilling = useSignal(false);
  const wasDrilling = useSignal(false);

  function back(): void {
    wasDrilling.value = true;
    isDrilling.value = false;
  }

  if (isDrilling.value) return <StartDrill live={live} onBack={back} />;
  // Without a connection nobody knows whether there is nothing.
  const isLost = live.status.value.kind === 'lost';
  return (
    <>
      <Rest title={t(isLost ? 'frame.lost.quiet' : healing ? 'bye.healing' : 'recipient.quiet')}>
        {!isLost && !healing && <p class="seintje-quiet">{t('recipient.quiet.watch')}</p>}
        <Button kind="plain" focus={wasDrilling.value} onPress={() => (isDrilling.value = true)}>
          {t('drill.with-team')}
        </Button>
      </Rest>
      <Morning live={live} how="sound" />
    </>
  );
}
