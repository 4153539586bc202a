import type { Batch, BatchChange, BatchPreview } from '../../src/contract/index.js';
import { t } from '../words/words.js';
import { detailsOf, invitedBy, roleIn } from './batch-words.js';

const KINDS = ['added', 'changed', 'removed'] as const satisfies BatchChange['change'][];

/** What would come of it: how many, and of each kind the first ones by name. */
export function Preview({ batch, preview, removes }: { batch: Batch; preview: BatchPreview; removes: boolean }) {
  const { counts, changes, elsewhere } = preview;
  if (batch.kind === 'invitations') {
    return (
      <>
        <p>{t('batch.invited', { count: invitedBy(batch) })}</p>
        <Changes label={t('batch.changes.invited')} total={invitedBy(batch)} changes={changes} />
      </>
    );
  }
  return (
    <>
      <dl class="seintje-counted">
        {([...KINDS, 'unchanged'] as const).map((kind) => (
          <div key={kind} data-none={counts[kind] === 0}>
            <dt>{t(kind === 'removed' ? 'batch.count.missing' : `batch.count.${kind}`)}</dt>
            <dd>{t('batch.number', { number: counts[kind] })}</dd>
          </div>
        ))}
      </dl>
      {elsewhere > 0 && <p class="seintje-quiet seintje-small">{t('batch.elsewhere', { count: elsewhere })}</p>}
      <div>
        {KINDS.map((kind) => (
          <Changes
            key={kind}
            label={t(kind === 'removed' ? 'batch.changes.missing' : `batch.changes.${kind}`)}
            total={counts[kind]}
            changes={changes.filter(({ change }) => change === kind)}
            isOpen={kind === 'removed' && removes}
          />
        ))}
      </div>
    </>
  );
}

interface ChangesProps {
  label: string;
  total: number;
  changes: BatchChange[];
  isOpen?: boolean;
}

function Changes({ label, total, changes, isOpen = false }: ChangesProps) {
  if (total === 0) return null;
  return (
    <details class="seintje-more" open={isOpen}>
      <summary>{label}</summary>
      <ul class="seintje-changes" translate={false}>
        {changes.map((change, at) => (
          <li key={at}>
            <span>
              {change.label}
              {/* Who approves sees what is given, and to whom a link would go. */}
              {[...(change.roles?.map(roleIn) ?? []), ...(change.email ? [change.email] : [])].map((line) => (
                <span key={line} class="seintje-quiet seintje-small">
                  {line}
                </span>
              ))}
            </span>
            {detailsOf(change) && <span class="seintje-quiet seintje-small">{detailsOf(change)}</span>}
          </li>
        ))}
      </ul>
      {total > changes.length && <p>{t('batch.changes.more', { count: total - changes.length })}</p>}
    </details>
  );
}
