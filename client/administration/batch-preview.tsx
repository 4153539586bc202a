import type { Batch, BatchChange, BatchPreview } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { t } from '../words/words.js';
import { saveCsv } from './batch-csv.js';
import { detailsOf, invitedBy, roleIn } from './batch-words.js';

const KINDS = ['added', 'changed', 'removed'] as const satisfies BatchChange['change'][];

interface PreviewProps {
  live: Live;
  batch: Batch;
  preview: BatchPreview;
  removes: boolean;
}

/** What would come of it: how many, and of each kind the first ones by name. */
export function Preview({ live, batch, preview, removes }: PreviewProps) {
  const { counts, changes, elsewhere } = preview;
  const inFull = counts.added + counts.changed + counts.removed > changes.length && <InFull live={live} batch={batch} />;
  if (batch.kind === 'invitations') {
    return (
      <>
        <p>{t('batch.invited', { count: invitedBy(batch) })}</p>
        <Changes label={t('batch.changes.invited')} total={invitedBy(batch)} changes={changes} />
        {inFull}
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
      {inFull}
    </>
  );
}

/** Whoever decides must be able to see all of it: as a file, since there may be thousands. */
function InFull({ live, batch }: Pick<PreviewProps, 'live' | 'batch'>) {
  const { code, attempt } = useAttempt();

  async function save(): Promise<void> {
    const answer = await attempt(async () => {
      const full = await live.rest.get<BatchPreview>(`/v1/batches/${batch.id}/preview`);
      // Another one than is on screen would be decided on unseen.
      const isSame = full.ok && full.body.fingerprint === batch.preview?.fingerprint;
      return full.ok && !isSame ? ({ ok: false, code: 'stale-preview' } as const) : full;
    });
    if (answer) saveCsv([HEADER.map((key) => t(key)), ...answer.body.changes.map(rowOf)], t('batch.full.file'));
  }

  return (
    <div class="seintje-stack">
      <Problem code={code} during="batch" />
      <div class="seintje-choices">
        <Button kind="small" onPress={save}>
          {t('batch.full')}
        </Button>
      </div>
    </div>
  );
}

const HEADER = ['batch.full.change', 'batch.full.label', 'batch.links.email', 'batch.full.roles', 'batch.full.details'] as const;

function rowOf(change: BatchChange): string[] {
  const kind = t(change.change === 'removed' ? 'batch.count.missing' : `batch.count.${change.change}`);
  return [kind, change.label, change.email ?? '', (change.roles ?? []).map(roleIn).join(', '), detailsOf(change)];
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
