import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { LIMITS, type SchoolFound } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { after } from '../elements/clock.js';
import { FieldGroup, TextInput } from '../elements/field.js';
import { LiveRegion } from '../elements/live-region.js';
import { type Code, Problem } from '../elements/problem.js';
import { type Choice, RadioCards } from '../elements/radio-cards.js';
import { day, isToday } from '../words/times.js';
import { t } from '../words/words.js';
import { schoolFault } from './draft.js';

/** The pause in typing after which is searched, and how little says nothing yet. */
const PAUSE = 250;
const LEAST = 2;

interface SchoolSearchProps {
  live: Live;
  school: SchoolFound | null;
  /** Whether a drill is what the school is chosen for. */
  drill: boolean;
  error?: string;
  onChoose: (school: SchoolFound | null) => void;
  /** The school takes drills only, and the sender turns to one. */
  onDrill: (school: SchoolFound) => void;
}

/** A school by name, place or code: radio buttons that appear under what is typed. Nothing searched for is kept. */
export function SchoolSearch({ live, school, drill, error, onChoose, onDrill }: SchoolSearchProps) {
  const query = useSignal(school?.name ?? '');
  const found = useSignal<SchoolFound[] | null>(null);
  const busy = useSignal(false);
  const code = useSignal<Code | null>(null);
  const cancel = useRef<() => void>(() => {});
  const asked = useRef(0);
  const chosen = useRef(school);
  chosen.current = school;
  const now = live.now.value;
  useEffect(
    () => () => {
      cancel.current();
      asked.current++;
    },
    [],
  );

  function type(value: string): void {
    query.value = value.slice(0, LIMITS.queryLength);
    cancel.current();
    asked.current++;
    busy.value = false;
    if (query.value.trim().length < LEAST) found.value = null;
    else cancel.current = after(PAUSE, () => void search(++asked.current));
  }

  async function search(ask: number): Promise<void> {
    busy.value = true;
    const result = await live.findSchools(query.value.trim());
    if (ask !== asked.current) return;
    busy.value = false;
    code.value = result.ok ? null : result.code;
    found.value = result.ok ? result.schools : null;
    const fresh = result.ok && result.schools.find((one) => one.code === chosen.current?.code);
    if (fresh) onChoose(fresh);
  }

  function toResults(event: KeyboardEvent): void {
    if (event.key === 'Enter') event.preventDefault();
    if (event.key !== 'ArrowDown' || rows.length === 0) return;
    event.preventDefault();
    document.getElementById('school-results')?.focus();
  }

  const none = found.value?.length === 0;
  const isFull = found.value?.length === LIMITS.schoolsFound;
  const count = found.value ? t('form.school.count', { count: found.value.length }) : '';
  const result = none ? t('form.school.none') : isFull ? t('form.school.full') : count;
  // What was chosen stays in sight, whatever is searched for next.
  const rows = [...(found.value ?? [])];
  if (school && !rows.some(({ code }) => code === school.code)) rows.unshift(school);
  // Read aloud too, at the moment of choosing: it stands on the school's own card.
  const fault = school && !error && schoolFault(school, drill);
  return (
    <FieldGroup id="school" label={t('form.school')} hint={<label for="school">{t('form.school.hint')}</label>} error={error}>
      <TextInput id="school" search value={query.value} onInput={type} onKeyDown={toResults} error={error} />
      <LiveRegion role="status" text={[result, fault].filter(Boolean).join(' ')} />
      <Problem code={code.value} />
      {busy.value && !found.value && <p class="seintje-hint">{t('form.school.searching')}</p>}
      {none && <p class="seintje-hint">{t('form.school.none')}</p>}
      {rows.length > 0 && (
        <RadioCards
          id="school-results"
          label={t('form.school.results')}
          choices={rows.map((one) => rowOf(one, drill, now))}
          chosen={school?.code ?? null}
          onChoose={(value) => onChoose(rows.find((one) => one.code === value) ?? null)}
        />
      )}
      {isFull && <p class="seintje-hint">{t('form.school.full')}</p>}
      {!drill && school?.state === 'testing' && (
        <div class="seintje-actions">
          <Button onPress={() => onDrill(school)}>{t('drill.with-school.this')}</Button>
        </div>
      )}
    </FieldGroup>
  );
}

function rowOf(school: SchoolFound, drill: boolean, now: number): Choice {
  const { code: value, name, place, phone, reachable, target } = school;
  const label = t('form.school.row', { name, place });
  const fault = schoolFault(school, drill);
  if (fault) return { value, label, note: fault, tone: 'signal' };
  const isAhead = !drill && target && !isToday(target.bellAt, now);
  const when = isAhead ? [t('form.school.for', { day: day(target.bellAt, now) })] : [];
  const nobody = drill ? t('drill.unreachable') : t('form.school.unreachable', { phone });
  if (reachable === 0) return { value, label, note: [...when, nobody].join(' · '), tone: 'signal' };
  return { value, label, note: [t('form.school.reachable', { count: reachable }), ...when].join(' · '), tone: 'done' };
}
