import { type ContactView, phase } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import type { Reveal } from '../elements/name.js';
import { Problem } from '../elements/problem.js';
import { time } from '../words/times.js';
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

/** S2: something came in. Whoever opens it, handles it. */
export function Alert({ live, view, showSchool, alone, reveal, onTake }: AlertProps) {
  const Heading = alone ? 'h1' : 'h2';
  const now = live.now.value;
  const other = view.openedBy?.name === live.me.value?.name ? null : view.openedBy?.name;
  return (
    <Card tone={phase(view, now) === 'scheduled' ? 'signal' : 'alert'}>
      <div class="seintje-stack-close">
        <p class="seintje-over">{t('recipient.came-in', { time: time(view.sentAt) })}</p>
        <Heading>{t('recipient.alert')}</Heading>
      </div>
      {showSchool && <p>{view.school.name}</p>}
      <p>{bellLine(view, now)}</p>
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

/** What a contact sees of a signal that a colleague has opened. */
export function TakenByColleague({ view }: { view: ContactView }) {
  if (!view.openedBy) return null;
  return (
    <Card>
      <p>{t('recipient.colleague', { name: view.openedBy.name, time: time(view.openedBy.at) })}</p>
    </Card>
  );
}
