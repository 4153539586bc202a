import { useSignal } from '@preact/signals';
import type { Batch, BatchChoice } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Confirm } from '../elements/confirm.js';
import { CheckCards } from '../elements/radio-cards.js';
import { weekdayAndDate, when } from '../words/times.js';
import { t } from '../words/words.js';
import { Municipalities } from './batch-municipalities.js';
import { Preview } from './batch-preview.js';
import { changesNothing, mustChoose } from './batch-words.js';
import { TakesTwo } from './form.js';

interface ReadyProps {
  live: Live;
  batch: Batch;
  onMunicipalities: (codes: string[]) => unknown;
  onConfirm: (choice: BatchChoice) => unknown;
  onDrop: () => unknown;
}

/** What would change, and the choice whether it does: for whoever began it. */
export function Ready({ live, batch, onMunicipalities, onConfirm, onDrop }: ReadyProps) {
  const removes = useSignal(false);
  const invites = useSignal(false);
  const { kind } = batch;
  const preview = batch.preview!;
  const { counts, municipalities, takesTwo } = preview;
  const isEmpty = changesNothing(batch);
  const drop = <Button onPress={onDrop}>{t(kind === 'invitations' ? 'rather-not' : 'import.other-file')}</Button>;
  if (mustChoose(batch)) {
    return (
      <>
        <p>{t('import.municipalities.why')}</p>
        <Municipalities all={municipalities} onChoose={onMunicipalities} />
        <div class="seintje-choices">{drop}</div>
      </>
    );
  }

  const confirm = () => onConfirm({ removes: removes.value, invites: invites.value });
  const label = t(takesTwo ? 'batch.ask' : 'batch.apply');
  // Nothing else would come of it.
  const needsTick = counts.added + counts.changed === 0 && !removes.value;
  return (
    <>
      {isEmpty && kind !== 'invitations' ? <p>{t('batch.nothing')}</p> : <p>{t('batch.not-yet')}</p>}
      <Preview live={live} batch={batch} preview={preview} removes={removes.value} />
      {municipalities.length > 0 && (
        <details class="seintje-more">
          <summary>{t('import.municipalities.others')}</summary>
          <Municipalities isAgain all={municipalities} onChoose={onMunicipalities} />
        </details>
      )}
      {counts.removed > 0 && (
        <CheckCards
          id="batch-removes"
          label={t('batch.removes.which')}
          choices={[
            {
              value: 'removes',
              label: t('batch.removes'),
              note: t(kind === 'schools' ? 'batch.removes.schools' : 'batch.removes.people', { count: counts.removed }),
              tone: 'signal',
            },
          ]}
          chosen={removes.value ? ['removes'] : []}
          onChoose={() => (removes.value = !removes.value)}
        />
      )}
      {kind === 'staff' && counts.added > 0 && (
        <CheckCards
          id="batch-invites"
          label={t('batch.invites.which')}
          choices={[{ value: 'invites', label: t('batch.invites'), note: t('batch.invites.what') }]}
          chosen={invites.value ? ['invites'] : []}
          onChoose={() => (invites.value = !invites.value)}
        />
      )}
      <TakesTwo two={!isEmpty && takesTwo} />
      {!isEmpty && needsTick && <p class="seintje-quiet">{t('batch.needs-tick')}</p>}
      <div class="seintje-choices">
        {isEmpty || needsTick ? null : removes.value ? (
          <Confirm
            key="removes"
            kind="primary"
            label={label}
            question={t(kind === 'schools' ? 'batch.removes.schools.ask' : 'batch.removes.people.ask', {
              count: counts.removed,
            })}
            yes={t('batch.removes.yes')}
            onYes={confirm}
          />
        ) : (
          <Button key="applies" kind="primary" onPress={confirm}>
            {label}
          </Button>
        )}
        {drop}
      </div>
    </>
  );
}

interface AskedProps {
  live: Live;
  batch: Batch;
  onApprove: () => unknown;
  onRefuse: () => unknown;
  onWithdraw: () => unknown;
}

/** What waits for a second administrator: to decide on, or to withdraw by whoever asked. */
export function AskedForMany({ live, batch, onApprove, onRefuse, onWithdraw }: AskedProps) {
  const { preview, chosen, isOwn, begunBy, begunAt, expiresAt, kind } = batch;
  return (
    <>
      <p class="seintje-quiet seintje-small">
        {t('admin.request.since', { when: when(begunAt, live.now.value), until: weekdayAndDate(expiresAt ?? begunAt) })}
      </p>
      {isOwn && <p class="seintje-over">{t('admin.request.waits')}</p>}
      {preview && <Preview live={live} batch={batch} preview={preview} removes={chosen?.removes ?? false} />}
      {preview && kind !== 'invitations' && preview.counts.removed > 0 && (
        <p>{t(chosen?.removes ? 'batch.chosen.removes' : 'batch.chosen.keeps')}</p>
      )}
      {chosen?.invites && kind === 'staff' && <p>{t('batch.chosen.invites')}</p>}
      <div class="seintje-choices">
        {isOwn ? (
          <Button onPress={onWithdraw}>{t('admin.request.withdraw')}</Button>
        ) : (
          <>
            <Confirm
              kind="primary"
              label={t('admin.request.approve')}
              question={t('admin.request.approve.ask', { asker: begunBy })}
              yes={t('admin.request.approve.yes')}
              onYes={onApprove}
            />
            <Confirm
              label={t('admin.request.refuse')}
              question={t('admin.request.refuse.ask')}
              yes={t('admin.request.refuse.yes')}
              onYes={onRefuse}
            />
          </>
        )}
      </div>
    </>
  );
}
