import type { Batch } from '../../src/contract/index.js';
import { Entry } from '../elements/card.js';
import { weekdayAndDate, when } from '../words/times.js';
import { t } from '../words/words.js';
import { batchLine } from './batch-words.js';

/** Something for many at once that waits, among the other requests: it leads to what would change. */
export function BatchRequest({ batch, now, onOpen }: { batch: Batch; now: number; onOpen: () => void }) {
  const { isOwn, state, begunAt, expiresAt } = batch;
  const waits = state === 'asked' && !isOwn;
  return (
    <Entry title={batchLine(batch)} tone={waits ? 'signal' : 'calm'} onOpen={onOpen}>
      {state === 'asked' && (
        <p class="seintje-quiet seintje-small">
          {t('admin.request.since', { when: when(begunAt, now), until: weekdayAndDate(expiresAt ?? now) })}
        </p>
      )}
      <p class="seintje-over">{t(waits ? 'batch.look' : state === 'asked' ? 'admin.request.waits' : `batch.state.${state}`)}</p>
    </Entry>
  );
}
