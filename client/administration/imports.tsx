import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Card } from '../elements/card.js';
import { Loading } from '../elements/loading.js';
import { PageHead } from '../elements/page-head.js';
import { t } from '../words/words.js';
import { BatchView } from './batch.js';
import { isToGoOn, useBatches } from './batches.js';
import { ImportForm } from './import-form.js';
import type { PlaceProps } from './place.js';

/** Lists of schools and people, read in from files. What was begun before is found again. */
export function Imports({ live }: PlaceProps) {
  const { batches, code, load } = useBatches(live);
  /** null: a new one; undefined: not known yet. */
  const shown = useSignal<string | null | undefined>(undefined);

  // Once: whoever fills in the form is left alone.
  useEffect(() => {
    if (shown.peek() !== undefined || !batches.value) return;
    const begun = batches.value.find(
      (batch) => batch.isOwn && batch.kind !== 'invitations' && batch.state !== 'asked' && isToGoOn(batch),
    );
    shown.value = begun?.id ?? null;
  }, [batches.value]);

  return (
    <div class="seintje-page seintje-batch-page">
      <PageHead title={t('import.title')} />
      {shown.value === undefined && (
        <Loading isLoading={!batches.value} code={code} title={t('batch.failed-to-load')} onAgain={load} />
      )}
      {shown.value === null && (
        <Card>
          <ImportForm live={live} onBegun={(id) => (shown.value = id)} />
        </Card>
      )}
      {shown.value && <BatchView key={shown.value} live={live} id={shown.value} onAgain={() => (shown.value = null)} />}
    </div>
  );
}
