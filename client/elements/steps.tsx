import { t } from '../words/words.js';
import { moment } from '../words/times.js';

export interface Step {
  label: string;
  /** When it happened, in milliseconds; null while it has not. */
  at: number | null;
}

/** What happened and what is still to come, in order. */
export function Steps({ steps, now }: { steps: Step[]; now: number }) {
  return (
    <ol class="seintje-steps">
      {steps.map(({ label, at }) => (
        <li key={label} data-done={at !== null}>
          <span aria-hidden="true">{at === null ? '○' : '✓'}</span>
          <span>
            {label}
            <span class="seintje-unseen">, {at === null ? t('not-yet') : t('done')}</span>
          </span>
          {at !== null && <time>{moment(at, now)}</time>}
        </li>
      ))}
    </ol>
  );
}
