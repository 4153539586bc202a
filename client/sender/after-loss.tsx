import type { Farewell } from '../connection/live.js';
import { Button, CallButton } from '../elements/button.js';
import { t } from '../words/words.js';
import { isOpened } from './states.js';

/** L7: what a sender can do about a signal of their own that a restart lost, beside having read it. */
export function AfterLoss({ farewell: { outcome, as, last }, onAgain }: { farewell: Farewell; onAgain: () => unknown }) {
  if (outcome !== 'lost' || as !== 'sender' || last?.drill) return null;
  if (last?.as !== 'sender' || !isOpened(last))
    return (
      <Button kind="small" onPress={onAgain}>
        {t('bye.sender.lost.again')}
      </Button>
    );
  const { phone } = last.school;
  return (
    <CallButton kind="small" phone={phone}>
      {t('sent.call.button', { phone })}
    </CallButton>
  );
}
