import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Batch, BatchChoice, BatchState } from '../../src/contract/index.js';
import type { Live, Result } from '../connection/live.js';
import { attend } from '../elements/attention.js';
import { Button } from '../elements/button.js';
import { Card, Notice, type Tone } from '../elements/card.js';
import { LiveRegion } from '../elements/live-region.js';
import { Loading } from '../elements/loading.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { t } from '../words/words.js';
import { AskedForMany, Ready } from './batch-decide.js';
import { Faults } from './batch-faults.js';
import { Done, Invited } from './batch-over.js';
import { Progress } from './batch-progress.js';
import { batchLine, mustChoose } from './batch-words.js';
import './batch.css';
import { type OneBatch, useBatch } from './batches.js';

const TONES: Partial<Record<BatchState, Tone>> = { faulty: 'failure', failed: 'failure', done: 'done' };

interface BatchViewProps {
  live: Live;
  id: string;
  /** To begin anew; null: whoever sees it begins elsewhere. */
  onAgain: (() => void) | null;
}

/** What is done to many at once, from being read to being over. */
export function BatchView({ live, id, onAgain }: BatchViewProps) {
  const one = useBatch(live, id);
  const { batch, code, load } = one;
  /** What this page made of it, where the server has forgotten it since. */
  const became = useSignal<BatchState | null>(null);
  if (batch && code === 'unknown-batch' && became.value)
    return <Shown live={live} one={{ ...one, batch: { ...batch, state: became.value } }} became={became} onAgain={onAgain} />;
  if (batch && code === null) return <Shown live={live} one={one} became={became} onAgain={onAgain} />;
  return (
    <Card>
      <Loading isLoading={code === null} code={code} title={t('batch.failed-to-load')} onAgain={load} />
      {code === 'unknown-batch' && onAgain && (
        <div class="seintje-choices">
          <Button onPress={onAgain}>{t('batch.again')}</Button>
        </div>
      )}
    </Card>
  );
}

interface ShownProps extends Pick<BatchViewProps, 'live' | 'onAgain'> {
  one: OneBatch;
  became: { value: BatchState | null };
}

function Shown({ live, one, became, onAgain }: ShownProps) {
  const batch = one.batch!;
  const { id, state } = batch;
  const { code, attempt, proof } = useProvenAttempt(live);
  const isStale = useSignal(false);
  /** Whether the state is there because of what was pressed here. */
  const hasActed = useSignal(false);
  const isDecider = useSignal(false);
  const at = `/v1/batches/${id}`;

  /** What was seen is no longer so: it is shown anew, and nothing was done. Null where nothing was. */
  async function say<T>(ask: () => Promise<Result<{ body: T }>>): Promise<{ body: T } | null> {
    isStale.value = false;
    let wasStale = false;
    const answer = await attempt(async (): Promise<Result<{ body: T }>> => {
      const given = await ask();
      wasStale = !given.ok && given.code === 'stale-preview';
      if (!given.ok && given.code !== 'step-up-required') await one.load();
      return wasStale ? { ok: true, body: null as T } : given;
    });
    isStale.value = wasStale;
    if (!answer || wasStale) return null;
    hasActed.value = true;
    return answer;
  }

  async function confirm(choice: BatchChoice): Promise<void> {
    const { fingerprint } = batch.preview!;
    const answer = await say(() => live.rest.post<Batch>(`${at}/confirmation`, { fingerprint, ...choice }));
    if (!answer) return;
    isDecider.value = true;
    one.put(answer.body);
  }

  async function approve(): Promise<void> {
    const { fingerprint } = batch.preview!;
    const answer = await say(() => live.rest.post<Batch>(`${at}/approval`, { fingerprint }));
    if (!answer) return;
    isDecider.value = true;
    one.put(answer.body);
  }

  async function chooseMunicipalities(codes: string[]): Promise<void> {
    const answer = await say(() => live.rest.put<Batch>(`${at}/municipalities`, { codes }));
    if (answer) one.put(answer.body);
  }

  async function end(ask: () => Promise<Result<{ body: null }>>, state: 'cancelled' | 'refused'): Promise<void> {
    if (!(await say(ask))) return;
    became.value = state;
    await one.load();
  }
  const stop = () => end(() => live.rest.delete(at), 'cancelled');

  /** Nothing was done with it, and nothing will be. */
  async function drop(): Promise<void> {
    if (!onAgain) return stop();
    const gone = await attempt(async (): Promise<Result> => {
      const answer = await live.rest.delete(at);
      return answer.ok || answer.code === 'unknown-batch' ? { ok: true } : answer;
    });
    if (gone) onAgain();
  }

  const again = onAgain && (
    <div class="seintje-choices">
      <Button onPress={onAgain}>{t('batch.again')}</Button>
    </div>
  );
  // What was sent stays sent.
  const mayInvite = batch.kind === 'invitations' || (batch.chosen?.invites ?? false);
  const nothing = (batch.invited?.made ?? 0) > 0 ? <Invited live={live} batch={batch} /> : <p>{t('batch.over.nothing')}</p>;
  const label = t(`batch.state.${state}`);
  const stopping = (
    <div class="seintje-choices">
      <Button onPress={stop}>{t('batch.stop')}</Button>
    </div>
  );
  const bodies: Record<BatchState, () => ComponentChildren> = {
    reading: () => (
      <>
        <p>{t('import.nothing-yet')}</p>
        <Progress batch={batch} label={label} />
        {stopping}
      </>
    ),
    faulty: () => (
      <>
        <p>{t('import.faults.nothing')}</p>
        <div class="seintje-choices">
          <Button kind="primary" onPress={drop}>
            {t('import.other-file')}
          </Button>
        </div>
        <Faults batch={batch} />
      </>
    ),
    ready: () => (
      <Ready
        key={batch.preview?.fingerprint}
        live={live}
        batch={batch}
        onMunicipalities={chooseMunicipalities}
        onConfirm={confirm}
        onDrop={drop}
      />
    ),
    asked: () => (
      <AskedForMany
        key={batch.preview?.fingerprint}
        live={live}
        batch={batch}
        onApprove={approve}
        onRefuse={() => end(() => live.rest.post(`${at}/refusal`), 'refused')}
        onWithdraw={stop}
      />
    ),
    applying: () => (
      <>
        <p>{t(mayInvite ? 'batch.stop.invites' : 'batch.stop.what')}</p>
        <Progress batch={batch} label={label} />
        {stopping}
      </>
    ),
    done: () => (
      <>
        <Done live={live} batch={batch} isDecider={isDecider.value} />
        {again}
      </>
    ),
    failed: () => (
      <>
        <p>{t('batch.failed.what')}</p>
        {nothing}
        {again}
      </>
    ),
    cancelled: () => (
      <>
        {nothing}
        {again}
      </>
    ),
    refused: () => (
      <>
        {nothing}
        {again}
      </>
    ),
  };
  return (
    <Card tone={TONES[state]}>
      <StateTitle moment={`${state} ${batch.preview?.fingerprint}`} hasActed={hasActed}>
        {state === 'asked' ? batchLine(batch) : mustChoose(batch) ? t('import.municipalities.title') : label}
      </StateTitle>
      <LiveRegion role="status" text={state === 'reading' || state === 'applying' ? '' : label} />
      <div role="status" class="seintje-live">
        {isStale.value && <Notice>{t('refusal.stale-preview')}</Notice>}
      </div>
      {/* What was asked is what goes on. */}
      <div class="seintje-stack" inert={proof !== null}>
        {bodies[state]()}
      </div>
      <Problem code={code} during="batch" />
      {proof}
    </Card>
  );
}

interface StateTitleProps {
  /** Another one where something else is shown. */
  moment: string;
  hasActed: { value: boolean };
  children: string;
}

/** What it is at: it takes the focus where the person brought it there, and never by itself. It stays the same heading: who is on it stays there. */
function StateTitle({ moment, hasActed, children }: StateTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasActed.value) attend(heading.current);
    hasActed.value = false;
  }, [moment]);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}
