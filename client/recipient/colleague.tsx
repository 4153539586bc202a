import { type ContactView, phase } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Card } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import type { Reveal } from '../elements/name.js';
import { Problem } from '../elements/problem.js';
import { firstName, time } from '../words/times.js';
import { t } from '../words/words.js';
import { resultOf } from './words.js';

interface ColleagueProps {
  live: Live;
  view: ContactView;
  showSchool: boolean;
  reveal: Reveal;
  /** This person followed it until the colleague took it over. */
  isFormer: boolean;
  onTake: () => unknown;
}

/** What a contact sees of a signal that a colleague follows, and how to take it over. */
export function Colleague({ live, view, showSchool, reveal, isFormer, onTake }: ColleagueProps) {
  if (!view.openedBy) return null;
  const { name, at } = view.openedBy;
  const who = { name: firstName(name) };
  const isUndecided = phase(view, live.now.value) === 'choose';
  const state = isUndecided ? t('recipient.colleague.undecided', who) : stateOf(view);
  return (
    <Card tone={isUndecided ? 'signal' : 'calm'} drill={view.drill}>
      <div role="status" class="seintje-live">
        {isFormer && <h2>{t('recipient.colleague.now', who)}</h2>}
      </div>
      <p>{t('recipient.colleague', { name, time: time(at) })}</p>
      {showSchool && <p>{view.school.name}</p>}
      {state && <p>{state}</p>}
      {resultOf(view) && <p>{resultOf(view)}</p>}
      <Confirm
        label={t('recipient.take-over')}
        question={t('recipient.take-over.ask', who)}
        yes={t('recipient.take-over.yes')}
        onYes={onTake}
      />
      <Problem code={reveal.code} during="open" />
    </Card>
  );
}

function stateOf({ progress }: ContactView): string | null {
  if (progress === 'known') return t('recipient.colleague.known');
  return progress === 'passed-on' ? t('recipient.colleague.passed-on') : null;
}
