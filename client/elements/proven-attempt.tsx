import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Live, Result } from '../connection/live.js';
import { t } from '../words/words.js';
import { Button } from './button.js';
import type { Code } from './problem.js';
import { StepUp } from './step-up.js';

interface Waiting {
  goOn: (isHere: boolean) => unknown;
  stop: () => unknown;
}

/**
 * As `useAttempt`, of what may take a fresh proof: `proof` then asks for it, in place of what was pressed, and the attempt goes on
 * by itself with what was asked. Null where the person would rather not.
 */
export function useProvenAttempt(live: Live) {
  const code = useSignal<Code | null>(null);
  const waiting = useSignal<Waiting | null>(null);

  // Whoever leaves wants it no more.
  useEffect(() => () => void waiting.peek()?.stop(), []);

  /** @param takesPress whether the browser wants it pressed in this tab, so that a proof from elsewhere does not start it */
  async function attempt<R extends Result>(
    doing: () => Promise<R>,
    takesPress = false,
  ): Promise<Extract<R, { ok: true }> | null> {
    code.value = null;
    let result: R | null = await doing();
    if (!result.ok && result.code === 'step-up-required') result = await afterProof(doing, takesPress);
    if (result?.ok) return result as Extract<R, { ok: true }>;
    if (result) code.value = result.code;
    return null;
  }

  async function afterProof<R>(doing: () => Promise<R>, takesPress: boolean): Promise<R | null> {
    waiting.peek()?.stop();
    /** Once: shown here and elsewhere, or stopped while it was being shown. */
    let ending: Promise<void> | null = null;
    let own: Waiting | null = null;
    const result = await new Promise<R | null>((resolve) => {
      const end = async (does: boolean) => resolve(does ? await doing() : null);
      own = {
        goOn: (isHere) => (ending ??= end(isHere || !takesPress)),
        stop: () => (ending ??= end(false)),
      };
      waiting.value = own;
    });
    if (waiting.peek() === own) waiting.value = null;
    return result;
  }

  const proof = waiting.value && (
    <div class="seintje-stack">
      <StepUp focus live={live} onDone={waiting.value.goOn} />
      <div class="seintje-row">
        <Button kind="plain" onPress={waiting.value.stop}>
          {t('rather-not')}
        </Button>
      </div>
    </div>
  );
  return { code: code.value, attempt, proof };
}
