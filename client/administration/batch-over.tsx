import { useSignal } from '@preact/signals';
import type { Batch, BatchLink } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Notice } from '../elements/card.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { type Key, t } from '../words/words.js';
import { saveCsv } from './batch-csv.js';
import { lasting, leftBy } from './batch-words.js';

interface DoneProps {
  live: Live;
  batch: Batch;
  /** Whether it was decided on here: then it is known what became of the links. */
  isDecider: boolean;
}

/** What was done, and how long it took. */
export function Done({ live, batch, isDecider }: DoneProps) {
  const { kind, preview, chosen, took } = batch;
  const { added = 0, changed = 0, removed = 0 } = preview?.counts ?? {};
  return (
    <>
      {took !== null && <p>{t('batch.done.took', { time: lasting(took) })}</p>}
      {kind !== 'invitations' && (
        <ul class="seintje-stack-close">
          {added > 0 && <li>{t('batch.done.added', { count: added })}</li>}
          {changed > 0 && <li>{t('batch.done.changed', { count: changed })}</li>}
          {removed > 0 && chosen?.removes && <li>{t('batch.done.removed', { count: removed })}</li>}
        </ul>
      )}
      <Invited live={live} batch={batch} without={isDecider ? 'batch.done.mailed' : 'batch.done.by-other'} />
    </>
  );
}

interface InvitedProps extends Pick<DoneProps, 'live' | 'batch'> {
  /** What is so where there are no links here. */
  without?: Key;
}

/** Those who were invited before it was over, those who could not be, those it had not come to; and the links of the first. */
export function Invited({ live, batch, without = 'batch.over.no-links' }: InvitedProps) {
  const { id, invited, links } = batch;
  const { made = 0, failed = 0 } = invited ?? {};
  const left = leftBy(batch);
  return (
    <>
      {made > 0 && <p>{t('batch.done.invited', { count: made })}</p>}
      {failed > 0 && <p class="seintje-over">{t('batch.done.not-invited', { count: failed })}</p>}
      {left > 0 && <p class="seintje-over">{t('batch.done.left', { count: left })}</p>}
      {links !== null && links > 0 ? <Links live={live} id={id} count={links} /> : made > 0 && <p>{t(without)}</p>}
    </>
  );
}

/** The one-time links, to hand over: they are asked for once, and kept by this page alone until it is left. */
function Links({ live, id, count }: { live: Live; id: string; count: number }) {
  const links = useSignal<BatchLink[] | null>(null);
  const { code, attempt, proof } = useProvenAttempt(live);

  async function save(): Promise<void> {
    if (!links.value) {
      const answer = await attempt(() => live.rest.get<BatchLink[]>(`/v1/batches/${id}/links`));
      if (!answer) return;
      links.value = answer.body;
    }
    const header = [t('batch.links.name'), t('batch.links.email'), t('batch.links.link')];
    saveCsv([header, ...links.value.map(({ name, email, link }) => [name, email, link])], t('batch.links.file'));
  }

  return (
    <Notice>
      <div class="seintje-stack">
        <p>{t('batch.links.what', { count })}</p>
        <Problem code={code} during="batch" />
        {proof ?? (
          <div class="seintje-choices">
            <Button kind="primary" onPress={save}>
              {t(links.value ? 'batch.links.again' : 'batch.links.save')}
            </Button>
          </div>
        )}
        <div role="status" class="seintje-live">
          {links.value && <p>{t('batch.links.saved')}</p>}
        </div>
      </div>
    </Notice>
  );
}
