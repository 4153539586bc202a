import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Changed } from '../../src/contract/index.js';
import type { Live, Result } from '../connection/live.js';
import { attend } from '../elements/attention.js';
import { Button } from '../elements/button.js';
import { ErrorSummary, type Fault } from '../elements/error-summary.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { t } from '../words/words.js';

interface ChangeFormProps<T> {
  live: Live;
  title: string;
  /** What to know before it is asked. */
  lead?: string;
  /** Whether another administrator has to agree. */
  two: boolean;
  /** Of what was filled in so far; shown from the first attempt on. */
  faults: Fault[];
  ask: () => Promise<Result<{ body: T }>>;
  onChanged: (changed: T) => void;
  onClose: () => void;
  /** The fields, each with what is wrong with it. */
  children: (errorOf: (field: string) => string | undefined) => ComponentChildren;
}

/** A change that takes some questions: it opens in its own place, and says beforehand where another administrator has to agree. */
export function ChangeForm<T = Changed>({
  live,
  title,
  lead,
  two,
  faults,
  ask,
  onChanged,
  onClose,
  children,
}: ChangeFormProps<T>) {
  const attempts = useSignal(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const { code, attempt, proof } = useProvenAttempt(live);
  const shown = attempts.value > 0 ? faults : [];
  useEffect(() => attend(heading.current), []);

  async function submit(): Promise<void> {
    attempts.value++;
    if (faults.length > 0) return;
    const done = await attempt(ask);
    if (done) onChanged(done.body);
  }

  return (
    <form class="seintje-stack seintje-change" noValidate autocomplete="off" onSubmit={(event) => event.preventDefault()}>
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      {lead && <p>{lead}</p>}
      <ErrorSummary faults={shown} attempt={attempts.value} />
      {/* What was asked is what goes on. */}
      <div class="seintje-stack" inert={proof !== null}>
        {children((field) => shown.find((fault) => fault.field === field)?.text)}
      </div>
      <TakesTwo two={two} />
      <Problem code={code} />
      {proof ?? (
        <div class="seintje-choices">
          <Button kind="primary" submits onPress={submit}>
            {t(two ? 'admin.ask' : 'admin.save')}
          </Button>
          <Button onPress={onClose}>{t('rather-not')}</Button>
        </div>
      )}
    </form>
  );
}

/** Says beforehand that one administrator is not enough. */
export function TakesTwo({ two }: { two: boolean }) {
  return (
    <div role="status" class="seintje-live">
      {two && <p class="seintje-over">{t('admin.two')}</p>}
    </div>
  );
}
