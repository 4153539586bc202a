import { Button } from '../elements/button.js';
import type { Line } from './lines.js';

const SIGNS = { works: '✓', mend: '!', remark: '·' };

/** What was tried, each with its outcome in words, and with the way to mend it. */
export function SelfTest({ lines }: { lines: Line[] }) {
  return (
    <ul class="seintje-lines">
      {lines.map(({ id, state, text, hint, action }) => (
        <li key={id} data-state={state}>
          <span class="seintje-lines-sign" aria-hidden="true">
            {SIGNS[state]}
          </span>
          <div class="seintje-lines-words">
            <p>{text}</p>
            {hint && <p class="seintje-quiet seintje-small">{hint}</p>}
          </div>
          {action && (
            <Button kind="small" onPress={action.press}>
              {action.label}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
