import type { Farewell } from '../connection/live.js';
import { Button, CallButton } from '../elements/button.js';
import { t } from '../words/words.js';
import { isOpened } from './states.js';

/** Whether it went before the school had it: then sending it again comes before anything else. */
export function isToSendAgain({ outcome, as, last }: Farewell): boolean {
  return outcome === 'lost' && as === 'sender' && !last?.drill && (last?.as !== 'sender' || !isOpened(last));
}

/** L7: what a sender can do about a signal of their own that a restart lost, beside having read it. */
export function AfterLoss({ farewell, onAgain }: { farewell: Farewell; onAgain: () => unknown }) {
  const { outcome, as, last } = farewell;
  if (isToSendAgain(farewell))
    return (
      <Button kind="primary" onPress={onAgain}>
        {t('bye.sender.lost.again')}
      </Button>
    );
  if (outcome !== 'lost' || as !== 'sender' || last?.as !== 'sender' || last.drill) return null;
  const { phone } = last.school;
  return (
    <CallButton kind="small" phone={phone}>
      {t('sent.call.button', { phone })}
    </CallButton>
  );
}
