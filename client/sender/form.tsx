import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ageOn } from '../../src/sealed/content.js';
import type { SchoolFound } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { attend } from '../elements/attention.js';
import { Button } from '../elements/button.js';
import { Notice } from '../elements/card.js';
import { DrillMark } from '../elements/drill-mark.js';
import { ErrorSummary } from '../elements/error-summary.js';
import { Title } from '../elements/moment.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { isoDate } from '../words/times.js';
import { t } from '../words/words.js';
import { asksAge, type Draft, type Faults, type FaultyField, faultsOf } from './draft.js';
import { CONTROLS, PupilFields } from './pupil-fields.js';
import { SchoolSearch } from './school-search.js';

interface FormProps {
  live: Live;
  draft: Draft;
  /** Only what changed: an answer that comes late must not undo what was typed meanwhile. */
  onChange: (changed: Partial<Draft>) => void;
  /** There are no faults. */
  onNext: (sound: Draft) => void;
  /** A drill with the chosen school instead. */
  onDrill: (school: SchoolFound) => void;
  /** The field that has the focus: the one to change, or the first that is still empty; null: the heading. */
  returnTo: FaultyField | null;
  /** What cannot wait: before the actions, so that it never lies over them. */
  children?: ComponentChildren;
}

/** L2: one page, three questions; of a drill only the first. */
export function Form({ live, draft, onChange, onNext, onDrill, returnTo, children }: FormProps) {
  const faults = useSignal<Faults>({});
  const attempts = useSignal(0);
  const unusual = useSignal<string | null>(null);
  const question = useRef<HTMLParagraphElement>(null);
  const isHere = useRef(true);
  const { code, attempt } = useAttempt();
  const today = isoDate(live.now.value);

  useEffect(() => {
    if (returnTo) attend(document.getElementById(CONTROLS[returnTo]));
    return () => {
      isHere.current = false;
      document.title = t('app');
    };
  }, []);

  /** @param latest the draft, which may have changed while the school was looked up again */
  async function submit(latest: Draft): Promise<void> {
    const fresh = await withFreshSchool(latest);
    if (!fresh) return;
    faults.value = faultsOf(fresh, today);
    attempts.value++;
    const { school, name, date } = faults.value;
    const faulty = Boolean(school ?? name ?? date);
    document.title = t(faulty ? 'title.fault' : 'app');
    unusual.value = faulty ? null : asksAge(fresh, today);
    if (!faulty && !unusual.value) onNext(fresh);
  }

  /** Devices and days may have changed while the name was typed. */
  async function withFreshSchool(latest: Draft): Promise<Draft | null> {
    const { school } = latest;
    if (!school) return latest;
    const found = await attempt(() => live.findSchools(school.code));
    // An answer that comes late must not pull back somebody who has left.
    if (!found || !isHere.current) return null;
    const fresh = found.schools.find((one) => one.code === school.code) ?? null;
    onChange({ school: fresh, sureOf: latest.sureOf });
    return { ...latest, school: fresh };
  }

  useEffect(() => {
    if (unusual.value) attend(question.current);
  }, [unusual.value]);

  const { school, part } = faults.value;
  const listed = (['school', 'name', 'date'] as const).flatMap((field) => {
    const text = faults.value[field];
    return text ? [{ field: field === 'date' && part !== 'all' ? `q3-${part}` : CONTROLS[field], text }] : [];
  });
  return (
    <form class="seintje-moment" noValidate autocomplete="off" onSubmit={(event) => event.preventDefault()}>
      <header>
        <Title focus={!returnTo}>
          {draft.drill && <DrillMark />}
          {t(draft.drill ? 'drill.with-school' : 'sender.new')}
        </Title>
      </header>
      <ErrorSummary faults={listed} attempt={attempts.value} />
      <SchoolSearch
        live={live}
        school={draft.school}
        drill={draft.drill}
        error={school}
        onChoose={(chosen) => onChange({ school: chosen })}
        onDrill={onDrill}
      />
      {!draft.drill && <PupilFields draft={draft} faults={faults.value} onChange={onChange} />}
      {unusual.value && (
        <Notice>
          <div class="seintje-stack">
            <p ref={question} tabIndex={-1}>
              {t('form.date.old', { age: ageOn(unusual.value, today) })}
            </p>
            <Button onPress={() => submit({ ...draft, sureOf: unusual.value })}>{t('form.date.old.yes')}</Button>
          </div>
        </Notice>
      )}
      <p class="seintje-quiet seintje-small">{t(draft.drill ? 'drill.with-school.what' : 'form.nothing-more')}</p>
      <Problem code={code} />
      {children}
      <div class="seintje-actions">
        <Button kind="primary" submits onPress={() => submit(draft)}>
          {t('form.next')}
        </Button>
        <Button kind="plain" onPress={() => history.back()}>
          {t('back')}
        </Button>
      </div>
    </form>
  );
}
