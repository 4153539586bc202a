import type { Batch } from '../../src/contract/index.js';
import { LiveRegion } from '../elements/live-region.js';
import { type Key, t } from '../words/words.js';

const LABELS: Record<Batch['kind'], Key> = {
  schools: 'batch.progress.lines',
  staff: 'batch.progress.lines',
  invitations: 'batch.progress.people',
};

/** How far it is: seen all the time, and heard at every quarter. */
export function Progress({ batch: { kind, progress }, label }: { batch: Batch; label: string }) {
  const { done, total } = progress ?? { done: 0, total: 0 };
  const quarters = total > 0 ? Math.floor((done / total) * 4) : 0;
  return (
    <div class="seintje-stack-close">
      <label for="batch-progress" class="seintje-unseen">
        {label}
      </label>
      {/* Without a value nobody knows yet how far it is. */}
      <progress id="batch-progress" class="seintje-progress" {...(total > 0 && { max: total, value: done })} />
      {total > 0 && <p class="seintje-quiet seintje-small seintje-figures">{t(LABELS[kind], { done, total })}</p>}
      <LiveRegion role="status" text={quarters > 0 ? t('batch.progress.said', { percent: quarters * 25 }) : label} />
    </div>
  );
}
