import { useSignal } from '@preact/signals';
import type { Failure, Result } from '../connection/live.js';
import { isKey, t } from '../words/words.js';

export type Code = Failure['code'];
/** Where the same refusal asks for other words. */
type During = 'send' | 'open' | 'own' | 'pass-on' | 'drill' | 'send-drill' | 'batch';

/** What a refusal means to the person, and what to do next. */
export function refusalText(code: Code, during?: During): string {
  const particular = `refusal.${during}.${code}`;
  return t(isKey(particular) ? particular : `refusal.${code}`);
}

/** Why something was not done. The region is there before its words (WCAG 4.1.3). */
export function Problem({ code, during, title }: { code: Code | null; during?: During; title?: string }) {
  return (
    <div role="alert" class="seintje-live">
      {code === 'cancelled' && <p class="seintje-quiet">{refusalText(code)}</p>}
      {code && code !== 'cancelled' && (
        <div class="seintje-notice" data-tone="failure">
          {title && <strong>{title}</strong>}
          {refusalText(code, during)}
        </div>
      )}
    </div>
  );
}

/** Remembers why the last attempt failed. */
export function useAttempt() {
  const code = useSignal<Code | null>(null);

  async function attempt<R extends Result>(doing: () => Promise<R>): Promise<Extract<R, { ok: true }> | null> {
    code.value = null;
    const result = await doing();
    if (result.ok) return result as Extract<R, { ok: true }>;
    code.value = result.code;
    return null;
  }

  return { code: code.value, attempt };
}
