import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { TeacherView, View } from '../../src/contract/index.js';
import { Morning } from '../check-in/morning.js';
import type { Live } from '../connection/live.js';
import { Entry } from '../elements/card.js';
import { Farewells, isHealing } from '../elements/farewells.js';
import { LiveRegion } from '../elements/live-region.js';
import { Rest, Title } from '../elements/moment.js';
import { useRinging } from '../elements/ringing.js';
import { day, firstName, when } from '../words/times.js';
import { t } from '../words/words.js';
import { Message } from './message.js';
import { farewellOf } from './words.js';

/** The page of a teacher: nothing, or a card that shows a name only when it is asked for. */
export function TeacherPage({ live }: { live: Live }) {
  const selected = useSignal<string | null>(null);
  // A telephone in a classroom trembles; it makes no sound.
  useRinging(live, isUnseen, 'vibration');

  // Without a connection nobody knows whether there is nothing.
  const isLost = live.status.value.kind === 'lost';
  const views = live.views.value.filter((view) => view.as === 'teacher');
  const current = views.find(({ id }) => id === selected.value) ?? (views.length === 1 ? views[0] : undefined);
  const others = views.filter((view) => view !== current);
  const farewells = live.farewells.value.filter(({ as }) => as === 'teacher');
  const heals = farewells.some(isHealing);
  // What is being read stays when another message comes in.
  useEffect(() => {
    selected.value = current?.id ?? null;
  }, [current?.id]);

  return (
    <div class="seintje-page">
      <LiveRegion role="alert" text={views.some(isUnseen) ? t('teacher.alert') : ''} />
      <Farewells live={live} farewells={farewells} say={farewellOf} />
      {views.length === 0 && (
        <>
          <Rest title={t(isLost ? 'frame.lost.quiet' : heals ? 'bye.healing' : 'teacher.quiet')}>
            {!isLost && !heals && <p class="seintje-quiet">{t('teacher.quiet.day')}</p>}
          </Rest>
          <Morning live={live} how="vibration" />
        </>
      )}
      {current && <Message key={current.id} live={live} view={current} focus={current.id === selected.value} />}
      {others.length > 0 && (current ? <h2>{t('teacher.others')}</h2> : <Title>{t('teacher.several')}</Title>)}
      {others.map((view) => (
        <Waiting
          key={view.id}
          level={current ? 3 : 2}
          view={view}
          now={live.now.value}
          onOpen={() => (selected.value = view.id)}
        />
      ))}
    </div>
  );
}

/** One of several messages: which of them is told by who sent it, and when. */
function Waiting({ view, level, now, onOpen }: { view: TeacherView; level: 2 | 3; now: number; onOpen: () => void }) {
  const isNew = isUnseen(view);
  const title = isNew ? t('teacher.alert') : t('teacher.title', { day: day(view.bellAt, now) });
  return (
    <Entry level={level} tone={isNew ? 'signal' : 'calm'} drill={view.drill} title={title} onOpen={onOpen}>
      <p class="seintje-quiet">{t('teacher.from', { from: firstName(view.from), when: when(view.chosenAt, now) })}</p>
    </Entry>
  );
}

function isUnseen(view: View): boolean {
  return view.as === 'teacher' && view.openedAt === null;
}
