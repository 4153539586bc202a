import { useSignal } from '@preact/signals';
import { BLOCKS_LIVE, BLOCKS_TESTING, type SchoolDetails, type SchoolState, type Warning } from '../../src/contract/index.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { t } from '../words/words.js';
import { type Outcome, Told } from './outcome.js';
import { editOf } from './groups.js';
import type { SchoolPartProps } from './school.js';
import { FACTS } from './school-facts.js';
import { STATES, warningLine } from './school-words.js';

/** What keeps a school from each state. */
const BLOCKS: Record<SchoolState, readonly Warning['kind'][]> = {
  'not-ready': [],
  testing: BLOCKS_TESTING,
  live: BLOCKS_LIVE,
};

/** The state before each, and the one after it. */
const BESIDE = {
  'not-ready': { before: null, next: 'testing' },
  testing: { before: 'not-ready', next: 'live' },
  live: { before: 'testing', next: null },
} as const satisfies Record<SchoolState, object>;

interface PathProps extends SchoolPartProps {
  onPerson: (person: string, name: string) => void;
  onAdd: () => void;
}

/** How far a school is, what is missing for the next step, and the one button for it. */
export function SchoolPath({ live, school, onOpen, onChanged, onStale, onPerson, onAdd }: PathProps) {
  const { code, state, warnings } = school;
  const at = STATES.indexOf(state);
  const { before, next } = BESIDE[state];
  const missing = next ? warnings.filter(({ kind }) => BLOCKS[next].includes(kind)) : [];
  const others = warnings.filter((warning) => !missing.includes(warning));
  const outcome = useSignal<Outcome | null>(null);
  const { code: problem, attempt, proof } = useProvenAttempt(live);

  /** Where what is warned of is mended. */
  function mend(warning: Warning): void {
    switch (warning.kind) {
      case 'no-phone':
      case 'no-hours':
        return onOpen(FACTS);
      case 'no-contact':
      case 'one-contact':
        return onAdd();
      case 'never-signed-in':
      case 'no-device': {
        const whose = [...school.contacts, ...school.teachers].find(({ name }) => name === warning.name);
        return whose && onPerson(whose.person, whose.name);
      }
      case 'uncovered': {
        const group = school.groups.find(({ name }) => name === warning.group);
        return group && onOpen(editOf(group));
      }
    }
  }

  async function turn(to: SchoolState): Promise<void> {
    outcome.value = null;
    const done = await attempt(() => live.rest.put<SchoolDetails>(`/v1/schools/${code}/state`, { state: to }));
    if (!done) return void onStale();
    onChanged(done.body);
    outcome.value = { said: `school.turned.${to}`, name: school.name, link: null };
  }

  return (
    <Card>
      <h2>{t('school.path')}</h2>
      <ol class="seintje-path">
        {STATES.map((each, place) => (
          <li key={each} data-reached={place <= at} aria-current={each === state ? 'step' : undefined}>
            {t(`school.state.${each}`)}
          </li>
        ))}
      </ol>
      <p class="seintje-quiet">{t(`school.state.${state}.what`)}</p>
      <Told outcome={outcome.value} />
      {next && missing.length > 0 && (
        <div class="seintje-stack-close">
          <h3>{t(`school.missing.${next}`)}</h3>
          <Warnings warnings={missing} onMend={mend} />
        </div>
      )}
      {others.length > 0 && (
        <div class="seintje-stack-close">
          <h3>{t('school.others')}</h3>
          <Warnings warnings={others} onMend={mend} />
        </div>
      )}
      <Problem code={problem} />
      {proof ?? (
        <div class="seintje-choices">
          {next === 'testing' && missing.length === 0 && (
            <Button kind="primary" onPress={() => turn('testing')}>
              {t('school.turn.testing')}
            </Button>
          )}
          {next === 'live' && missing.length === 0 && (
            <Confirm
              kind="primary"
              label={t('school.turn.live')}
              question={t('school.turn.live.ask')}
              yes={t('school.turn.live.yes')}
              onYes={() => turn('live')}
            />
          )}
          {before && (
            <Confirm
              key={before}
              label={t(`school.back.${before}`)}
              question={t(`school.back.${before}.ask`)}
              yes={t('school.back.yes')}
              onYes={() => turn(before)}
            />
          )}
        </div>
      )}
    </Card>
  );
}

/** Each leads to where it is mended. */
function Warnings({ warnings, onMend }: { warnings: Warning[]; onMend: (warning: Warning) => void }) {
  return (
    <ul class="seintje-warnings">
      {warnings.map((warning) => {
        const line = warningLine(warning);
        return (
          <li key={line}>
            <button type="button" class="seintje-warning-way" onClick={() => onMend(warning)}>
              {line}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
