import { type ContactView, phase } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import type { Reveal } from '../elements/name.js';
import { Problem } from '../elements/problem.js';
import { firstName, time } from '../words/times.js';
import { t } from '../words/words.js';
import { bellLine } from './words.js';

interface AlertProps {
  live: Live;
  view: ContactView;
  /** For a person with more than one school. */
  showSchool: boolean;
  /** The only thing on the page. */
  alone: boolean;
  reveal: Reveal;
  onTake: () => unknown;
}

/** S2: something came in, or was given back. Whoever opens it, handles it. */
export function Alert({ live, view, showSchool, alone, reveal, onTake }: AlertProps) {
  const Heading = alone ? 'h1' : 'h2';
  const now = live.now.value;
  const { drill, handedBackBy } = view;
  const me = live.me.value?.name;
  const other = view.openedBy?.name === me ? null : view.openedBy?.name;
  const isCalm = phase(view, now) === 'scheduled' || handedBackBy === me;
  return (
    <Card tone={isCalm ? 'signal' : 'alert'} drill={drill}>
      <div class="seintje-stack-close">
        <p class="seintje-over">{t('recipient.came-in', { time: time(view.sentAt) })}</p>
        <Heading>{t(drill ? 'recipient.alert.drill' : 'recipient.alert')}</Heading>
      </div>
      {handedBackBy !== null && <p>{handedBackLine(handedBackBy, me)}</p>}
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

function handedBackLine(by: string, me: string | undefined): string {
  return by === me ? t('recipient.handed-back.me') : t('recipient.handed-back', { name: firstName(by) });
}
