import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Entry } from '../elements/card.js';
import { Moment, Rest } from '../elements/moment.js';
import { when } from '../words/times.js';
import { t } from '../words/words.js';
import { ReachLine } from './reach.js';
import { type Sent, stateOf } from './states.js';

interface HomeProps {
  live: Live;
  views: Sent[];
  /** What was there may come back. */
  healing: boolean;
  /** Whether something else comes before a new one. */
  later: boolean;
  onNew: () => void;
  onDrill: () => void;
  onReach: () => void;
}

/** L1: what is open today, real signals apart from drills, and whether schools would hear of another one. */
export function Home({ live, views, healing, later, onNew, onDrill, onReach }: HomeProps) {
  const drills = views.filter(({ drill }) => drill).length;
  const count = views.length - drills;
  const start = (
    <>
      <div class="seintje-actions">
        <Button kind={later ? 'secondary' : 'primary'} onPress={onNew}>
          {t('sender.new')}
        </Button>
        <Button kind="plain" onPress={onDrill}>
          {t('drill.with-school')}
        </Button>
      </div>
      <ReachLine live={live} onLook={onReach} />
    </>
  );
  if (views.length === 0) return <Rest title={t(healing ? 'bye.healing' : 'sender.none')}>{start}</Rest>;
  const lead = [
    count > 0 ? t('sender.some', { count }) : t(healing ? 'bye.healing' : 'sender.none'),
    ...(drills > 0 ? [t('sender.drills', { count: drills })] : []),
  ];
  return (
    <Moment title={t('sender.title')} lead={lead.join(' ')}>
      {start}
    </Moment>
  );
}

/** The sender's signals, and from amber on those of colleagues: each with what it waits for. */
export function OpenSignals({ live, views, onOpen }: { live: Live; views: Sent[]; onOpen: (id: string) => void }) {
  const now = live.now.value;
  return (
    <aside class="seintje-aside" aria-label={t('sender.open')}>
      {views.map((view) => {
        const { text, tone } = stateOf(view, now);
        return (
          <Entry key={view.id} level={2} drill={view.drill} title={view.school.name} tone={tone} onOpen={() => onOpen(view.id)}>
            <p>{text}</p>
            <p class="seintje-quiet seintje-small">{t('sender.sent-at', { when: when(view.sentAt, now) })}</p>
          </Entry>
        );
      })}
    </aside>
  );
}
