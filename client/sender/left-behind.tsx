import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { refusalText } from '../elements/problem.js';
import { t } from '../words/words.js';
import type { Outcome } from './sending.js';

interface LeftBehindProps {
  outcome: Outcome | null;
  onLook: (id: string) => void;
  onDismiss: () => void;
}

/** What became of a send whose sender did not wait for it. The region is there before its words (WCAG 4.1.3). */
export function LeftBehind({ outcome, onLook, onDismiss }: LeftBehindProps) {
  return (
    <div role="status" class="seintje-live">
      {outcome?.left && (
        <Card drill={outcome.drill} tone={outcome.code === null || outcome.withdrawal === 'done' ? 'calm' : 'failure'}>
          <p>{textOf(outcome)}</p>
          <div class="seintje-row">
            {outcome.code === null && outcome.id !== null && (
              <Button kind="small" onPress={() => onLook(outcome.id!)}>
                {t('look')}
              </Button>
            )}
            <Button kind="small" onPress={onDismiss}>
              {t('dismiss')}
            </Button>
          </div>
        </Card>
      )}
    </div>
  );
}

function textOf({ school, drill, code, withdrawal }: Outcome): string {
  if (withdrawal === 'gone') return t('left.gone', { school });
  if (withdrawal === 'done') return t('bye.sender.withdrawn', { school });
  if (code === null) return t('sent.title', { school });
  if (code === 'no-answer') return t('left.unsure', { school });
  return t('left.failed', { school, why: refusalText(code, drill ? 'send-drill' : 'send') });
}
