import { FieldGroup, TextInput } from '../elements/field.js';
import { LiveRegion } from '../elements/live-region.js';
import { Loading } from '../elements/loading.js';
import type { Code } from '../elements/problem.js';
import { type Choice, RadioCards } from '../elements/radio-cards.js';

interface FoundChoiceProps {
  id: string;
  label: string;
  /** What can be searched for. */
  search: string;
  query: string;
  onType: (query: string) => void;
  /** What was found, with what was chosen before; null: nothing known yet. */
  found: Choice[] | null;
  /** How many that are, read aloud. */
  count: string;
  /** What to know of the list; empty: nothing. */
  note: string;
  code: Code | null;
  failed: string;
  onAgain: () => unknown;
  chosen: string | null;
  onChoose: (value: string) => void;
  error: string | undefined;
}

/** One of what is searched for while typing: radio buttons under the field, that the arrow down leads to. */
export function FoundChoice({ id, label, search, query, onType, found, error, ...about }: FoundChoiceProps) {
  const results = `${id}-results`;

  function toResults(event: KeyboardEvent): void {
    // Whoever searches has not decided yet.
    if (event.key === 'Enter') event.preventDefault();
    if (event.key !== 'ArrowDown' || !found?.length) return;
    event.preventDefault();
    document.getElementById(results)?.focus();
  }

  return (
    <FieldGroup id={id} label={label} error={error}>
      <label class="seintje-hint" for={id}>
        {search}
      </label>
      <TextInput id={id} search value={query} onInput={onType} onKeyDown={toResults} error={error} />
      <LiveRegion role="status" text={about.count} />
      <Loading isLoading={!found} code={about.code} title={about.failed} onAgain={about.onAgain} />
      {found && found.length > 0 && (
        <RadioCards id={results} label={label} choices={found} chosen={about.chosen} onChoose={about.onChoose} />
      )}
      {about.note && <p class="seintje-hint">{about.note}</p>}
    </FieldGroup>
  );
}
