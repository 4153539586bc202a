import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Batch, Changed, ChangeRequest } from '../../src/contract/index.js';
import type { Live, Result } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { Loading } from '../elements/loading.js';
import { type Code, Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { weekdayAndDate, when } from '../words/times.js';
import { t } from '../words/words.js';
import { BatchPlace } from './batch-place.js';
import { BatchRequest } from './batch-request.js';
import { isToGoOn, useBatches } from './batches.js';
import { useNewest } from './newest.js';
import { type Outcome, outcomeOf, Told } from './outcome.js';
import { type PlaceProps, useReturn } from './place.js';
import { requestLine } from './words.js';

const MINUTE = 60_000;

/** What waits for a second administrator: to decide on, or to withdraw by whoever asked. */
export function Requests({ live, go, isShown }: PlaceProps) {
  const requests = useSignal<ChangeRequest[] | null>(null);
  const code = useSignal<Code | null>(null);
  const outcome = useSignal<Outcome | null>(null);
  const newest = useNewest();
  const { batches, code: batchesCode, load: loadBatches } = useBatches(live);

  async function load(): Promise<void> {
    const answer = await newest(() => live.rest.get<ChangeRequest[]>('/v1/requests'));
    if (!answer) return;
    // What is there stays when it cannot be asked anew: a lost connection is told elsewhere.
    code.value = answer.ok || requests.value ? null : answer.code;
    if (answer.ok) requests.value = answer.body;
  }

  // A colleague may ask at any time.
  const minute = Math.floor(live.now.value / MINUTE);
  useEffect(() => void load(), [minute]);

  // Nor does what was decided on further on stand here any more.
  useReturn(isShown, () => Promise.all([load(), loadBatches()]));

  function open({ id, kind }: Batch): void {
    go((inside) => <BatchPlace {...inside} id={id} kind={kind} />);
  }

  async function decided(id: string, next: Outcome): Promise<void> {
    outcome.value = next;
    requests.value = requests.value?.filter((request) => request.id !== id) ?? null;
    await load();
  }

  const all = requests.value ?? [];
  const others = all.filter(({ isOwn }) => !isOwn);
  const own = all.filter(({ isOwn }) => isOwn);
  const rows = (some: ChangeRequest[]) =>
    some.map((request) => (
      <Request
        key={request.id}
        live={live}
        request={request}
        line={requestLine(request)}
        onAct={() => (outcome.value = null)}
        onDecided={(next) => decided(request.id, next)}
      />
    ));
  const waiting = batches.value?.filter(({ isOwn, state }) => !isOwn && state === 'asked') ?? [];
  const begun = batches.value?.filter(isToGoOn) ?? [];
  const many = (some: Batch[]) =>
    some.map((batch) => <BatchRequest key={batch.id} batch={batch} now={live.now.value} onOpen={() => open(batch)} />);
  const isNone = others.length + waiting.length === 0;
  // Nothing to decide takes one line.
  const isCalm = isNone && !outcome.value && !code.value && !batchesCode;
  return (
    <>
      <section class="seintje-aside" aria-labelledby="requests">
        <h2 id="requests" class={isCalm ? 'seintje-unseen' : undefined}>
          {t(isNone ? 'admin.requests.title' : 'admin.requests')}
        </h2>
        <Told outcome={outcome.value} />
        {many(waiting)}
        {rows(others)}
        {requests.value && batches.value && isNone && <p class="seintje-quiet">{t('admin.requests.none')}</p>}
        <Loading isLoading={!requests.value} code={code.value} title={t('admin.requests.failed')} onAgain={load} />
        <Loading isLoading={false} code={batchesCode} title={t('batch.failed-to-load')} onAgain={loadBatches} />
      </section>
      {own.length + begun.length > 0 && (
        <section class="seintje-aside" aria-labelledby="own-requests">
          <h2 id="own-requests">{t('admin.requests.own')}</h2>
          {many(begun)}
          {rows(own)}
        </section>
      )}
    </>
  );
}

interface RequestProps {
  live: Live;
  request: ChangeRequest;
  line: string;
  onAct: () => void;
  onDecided: (outcome: Outcome) => Promise<void>;
}

function Request({ live, request, line, onAct, onDecided }: RequestProps) {
  const { id, person, change, askedBy, askedAt, expiresAt, isOwn } = request;
  const { code, attempt, proof } = useProvenAttempt(live);
  const now = live.now.value;

  async function decide<T>(ask: () => Promise<Result<{ body: T }>>, became: (body: T) => Outcome['said'] | Outcome) {
    onAct();
    const done = await attempt(async (): Promise<Result<{ said: Outcome['said'] | Outcome }>> => {
      const answer = await ask();
      if (answer.ok) return { ok: true, said: became(answer.body) };
      return answer.code === 'too-late' ? { ok: true, said: 'admin.request.too-late' } : answer;
    });
    if (!done) return;
    await onDecided(typeof done.said === 'string' ? { said: done.said, name: person.name, link: null } : done.said);
  }

  const approve = () =>
    decide(
      () => live.rest.post<Changed>(`/v1/requests/${id}/approval`),
      (changed) => outcomeOf(change.kind, person.name, changed),
    );
  const refuse = () =>
    decide(
      () => live.rest.post(`/v1/requests/${id}/refusal`),
      () => 'admin.done.refused',
    );
  const withdraw = () =>
    decide(
      () => live.rest.delete(`/v1/requests/${id}`),
      () => 'admin.done.withdrawn',
    );

  return (
    <Card>
      <h3>{line}</h3>
      <p translate={false}>{t('admin.request.email', { email: person.email })}</p>
      {change.kind === 'role' && <p>{t('admin.request.title', { title: change.title })}</p>}
      <p class="seintje-quiet seintje-small">
        {t('admin.request.since', { when: when(askedAt, now), until: weekdayAndDate(expiresAt) })}
      </p>
      {isOwn && <p class="seintje-over">{t('admin.request.waits')}</p>}
      <Problem code={code} />
      {proof ?? (
        <div class="seintje-choices">
          {isOwn ? (
            <Button onPress={withdraw}>{t('admin.request.withdraw')}</Button>
          ) : (
            <>
              <Confirm
                kind="primary"
                label={t('admin.request.approve')}
                question={t('admin.request.approve.ask', { asker: askedBy })}
                yes={t('admin.request.approve.yes')}
                onYes={approve}
              />
              <Confirm
                label={t('admin.request.refuse')}
                question={t('admin.request.refuse.ask')}
                yes={t('admin.request.refuse.yes')}
                onYes={refuse}
              />
            </>
          )}
        </div>
      )}
    </Card>
  );
}
