import type { ContactView } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { asksSince } from '../elements/asking.js';
import { Button } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import type { Reveal } from '../elements/name.js';
import { Problem } from '../elements/problem.js';
import { firstName, when } from '../words/times.js';
import { t } from '../words/words.js';
import { bellLine } from './words.js';

interface AlertProps {
  live: Live;
  view: ContactView;
  /** For a person with more than one school. */
  showSchool: boolean;
  /** Whether its heading is that of the page. */
  leads: boolean;
  reveal: Reveal;
  onTake: () => unknown;
}

/** S2: something came in, or was given back. Whoever opens it, handles it. */
export function Alert({ live, view, showSchool, leads, reveal, onTake }: AlertProps) {
  const Heading = leads ? 'h1' : 'h2';
  const now = live.now.value;
  const { drill, handedBackBy } = view;
  const me = live.me.value?.name;
  const other = view.openedBy?.name === me ? null : view.openedBy?.name;
  const isCalm = asksSince(view, now, me) === null;
  return (
    <Card tone={isCalm ? 'signal' : 'alert'} drill={drill}>
      <div class="seintje-stack-close">
        <p class="seintje-over">{t('recipient.came-in', { when: when(view.sentAt, now) })}</p>
        <Heading tabIndex={-1}>{t(drill ? 'recipient.alert.drill' : 'recipient.alert')}</Heading>
      </div>
      {handedBackBy !== null && <p>{handedBackLine(handedBackBy, me, isCalm)}</p>}
      {showSchool && <p>{view.school.name}</p>}
      <p>{drill ? t('drill.made-up') : bellLine(view, now)}</p>
      <Button kind="primary" onPress={onTake}>
        {t('recipient.take')}
      </Button>
      <div role="status" class="seintje-live">
        {other && !reveal.busy && !reveal.code && <Notice>{t('recipient.opening', { name: other })}</Notice>}
      </div>
      <Problem code={reveal.code} during="open" />
    </Card>
  );
}

function handedBackLine(by: string, me: string | undefined, isCalm: boolean): string {
  if (by !== me) return t('recipient.handed-back', { name: firstName(by) });
  return t(isCalm ? 'recipient.handed-back.me' : 'recipient.handed-back.still');
}
