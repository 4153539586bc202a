import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Moment } from '../elements/moment.js';
import { isProven, StepUp } from '../elements/step-up.js';
import { t } from '../words/words.js';

/** Somebody who begins now should not have to show in the middle of it who they are; milliseconds. */
const MARGIN = 10 * 60_000;

/** Whether a sender should show who they are before they begin: afterwards something would be typed already. */
export function shouldProve(live: Live): boolean {
  return live.me.value !== null && !isProven(live, MARGIN);
}

/** Before the form. */
export function ProofFirst({ live, onDone }: { live: Live; onDone: () => void }) {
  return (
    <Moment
      title={t('sender.new')}
      actions={
        <Button kind="plain" onPress={() => history.back()}>
          {t('back')}
        </Button>
      }
    >
      <StepUp focus live={live} onDone={onDone} />
    </Moment>
  );
}

/** What was sent, and did not get there before the server began anew: it goes out once its sender has shown who they are. */
export function ProofAfter({ live }: { live: Live }) {
  return (
    <div class="seintje-live seintje-stack">
      <div role="alert" class="seintje-live">
        {live.awaitsProof.value && (
          <p>
            <strong>{t('step-up.held')}</strong>
          </p>
        )}
      </div>
      {/* It comes by itself, while somebody may be typing (WCAG 3.2.1). */}
      {live.awaitsProof.value && <StepUp live={live} onDone={() => {}} />}
    </div>
  );
}
