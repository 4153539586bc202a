import { type ContactView, phase } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Card } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import type { Reveal } from '../elements/name.js';
import { Problem } from '../elements/problem.js';
import { firstName, when } from '../words/times.js';
import { t } from '../words/words.js';
import { resultOf } from './words.js';

interface ColleagueProps {
  live: Live;
  view: ContactView;
  showSchool: boolean;
  /** Whether its heading is that of the page. */
  leads: boolean;
  reveal: Reveal;
  /** This person followed it until the colleague took it over. */
  isFormer: boolean;
  onTake: () => unknown;
}

/** What a contact sees of a signal that a colleague follows, and how to take it over. */
export function Colleague({ live, view, showSchool, leads, reveal, isFormer, onTake }: ColleagueProps) {
  if (!view.openedBy) return null;
  const { name, at } = view.openedBy;
  const who = { name: firstName(name) };
  const Heading = leads ? 'h1' : 'h2';
  const now = live.now.value;
  const isUndecided = phase(view, now) === 'choose';
  const state = isUndecided ? t('recipient.colleague.undecided', who) : (resultOf(view) ?? stateOf(view));
  const line = t('recipient.colleague', { name, when: when(at, now) });
  return (
    <Card tone={isUndecided ? 'signal' : 'calm'} drill={view.drill}>
      <div role="status" class="seintje-live">
        {isFormer && <Heading>{t('recipient.colleague.now', who)}</Heading>}
      </div>
      {isFormer ? <p>{line}</p> : <Heading>{line}</Heading>}
      {showSchool && <p>{view.school.name}</p>}
      {state && <p>{state}</p>}
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
