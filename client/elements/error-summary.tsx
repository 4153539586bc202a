import { useEffect, useRef } from 'preact/hooks';
import { t } from '../words/words.js';
import { attend } from './attention.js';

export interface Fault {
  /** The id of the control that mends it. */
  field: string;
  text: string;
}

/** Everything that is wrong, above the form, each with a way to its field (WCAG 3.3.1). Takes the focus at every new `attempt`. */
export function ErrorSummary({ faults, attempt }: { faults: Fault[]; attempt: number }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (faults.length > 0) attend(heading.current);
  }, [attempt]);
  if (faults.length === 0) return null;

  function go(event: Event, field: string): void {
    // The fragment must not end up in the address or the history.
    event.preventDefault();
    attend(document.getElementById(field));
  }

  return (
    <section class="seintje-faults" aria-labelledby="faults">
      <h2 id="faults" ref={heading} tabIndex={-1}>
        {t('faults.title')}
      </h2>
      <ul>
        {faults.map(({ field, text }) => (
          <li key={field}>
            <a href={`#${field}`} onClick={(event) => go(event, field)}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
