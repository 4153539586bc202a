import type { Batch } from '../../src/contract/index.js';
import { Entry } from '../elements/card.js';
import { weekdayAndDate, when } from '../words/times.js';
import { t } from '../words/words.js';
import { batchLine } from './batch-words.js';

/** Something for many at once that waits, among the other requests: it leads to what would change. */
export function BatchRequest({ batch, now, onOpen }: { batch: Batch; now: number; onOpen: () => void }) {
  const { isOwn, state, begunAt, expiresAt } = batch;
  return (
    <Entry title={batchLine(batch)} tone={isOwn ? 'calm' : 'signal'} onOpen={onOpen}>
      {state === 'asked' && (
        <p class="seintje-quiet seintje-small">
          {t('admin.request.since', { when: when(begunAt, now), until: weekdayAndDate(expiresAt ?? now) })}
        </p>
      )}
      {isOwn && <p class="seintje-over">{t(state === 'asked' ? 'admin.request.waits' : `batch.state.${state}`)}</p>}
      {!isOwn && <p class="seintje-over">{t('batch.look')}</p>}
    </Entry>
  );
}
