import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type ContactView, type OpenerView, phase, type View } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Entry } from '../elements/card.js';
import { Farewells } from '../elements/farewells.js';
import { LiveRegion } from '../elements/live-region.js';
import { Rest, Title } from '../elements/moment.js';
import { Nudge } from '../elements/nudge.js';
import { useRinging } from '../elements/ringing.js';
import { time, wipeLine } from '../words/times.js';
import { t } from '../words/words.js';
import { TakenByColleague } from './alert.js';
import { summaryOf } from './following.js';
import { Signal } from './signal.js';
import { farewellOf } from './words.js';

type Mine = ContactView | OpenerView;
const ENDING = 15 * 60_000;

/** The page of a school's designated contact: from the alert to "wij zijn klaar". */
export function RecipientPage({ live }: { live: Live }) {
  const selected = useSignal<string | null>(null);
  const now = live.now.value;
  useRinging(live, isWaiting, 'sound');

  const views = live.views.value.filter((view): view is Mine => view.as === 'contact' || view.as === 'opener');
  const opened = views.filter((view) => view.as === 'opener');
  const waiting = views.filter(isWaiting);
  const taken = views.filter((view) => view.as === 'contact' && view.openedBy && view.progress !== 'waiting') as ContactView[];
  const current = [...opened, ...waiting].find(({ id }) => id === selected.value) ?? opened[0];
  const others = waiting.filter((view) => view !== current);
  const farewells = live.farewells.value.filter(({ as }) => as === 'contact' || as === 'opener');
  const showSchool =
    new Set(live.me.value?.roles.filter(({ role }) => role === 'recipient').map(({ school }) => school)).size > 1;
  const loud = waiting.filter((view) => phase(view, now) !== 'scheduled');
  const ending = views.find((view) => view.endsAt - now <= ENDING);

  const aside = opened.filter((view) => view !== current);

  // What is being read stays, whatever else comes or is opened.
  useEffect(() => {
    selected.value = current?.id ?? null;
  }, [current?.id]);

  /** Returns how to go back to what was there, where it could not be taken. */
  function take({ id }: Mine): () => void {
    const before = selected.peek();
    selected.value = id;
    return () => (selected.value = before);
  }

  function about(view: Mine) {
    const { id } = view;
    return { live, view, showSchool, alone: views.length === 1, focus: id === selected.value, onTake: () => take(view) };
  }

  function toWaiting(): void {
    document.getElementById(`signal-${others[0]?.id}`)?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  }

  // One list with keys: a signal that is taken moves up, and stays the component that knows its name.
  const cards = [current, ...others].flatMap((view) => (view ? [<Signal key={view.id} {...about(view)} />] : []));
  if (current && others.length > 0) {
    cards.splice(1, 0, <Nudge key="nudge" text={t('recipient.alert.another', { count: others.length })} onLook={toWaiting} />);
  }
  return (
    <div class="seintje-page">
      <LiveRegion role="alert" text={loud.length === 0 ? '' : loud.length === 1 ? t('recipient.alert') : manyWait(loud.length)} />
      <LiveRegion role="status" text={ending ? wipeLine(ending.endsAt, now) : statusOf(current)} />
      <Farewells live={live} farewells={farewells} say={(one) => farewellOf(one, now, live.serverStartedAt.value)} />
      {views.length === 0 && (
        <Rest title={t('recipient.quiet')}>
          <p class="seintje-quiet">{t('recipient.quiet.watch')}</p>
        </Rest>
      )}
      {!current && waiting.length > 1 && <Title>{manyWait(waiting.length)}</Title>}
      {cards}
      {!current && waiting.length > 0 && <p class="seintje-quiet seintje-small">{t('recipient.together')}</p>}
      {aside.map((view) => (
        <Entry
          key={view.id}
          title={t('recipient.opened', { time: time(view.openedAt) })}
          onOpen={() => (selected.value = view.id)}
        >
          <p>{summaryOf(view) || (phase(view, now) === 'choose' && t('recipient.reminder'))}</p>
        </Entry>
      ))}
      {taken.map((view) => (
        <TakenByColleague key={view.id} view={view} />
      ))}
    </div>
  );
}

function isWaiting(view: View): boolean {
  return view.as === 'contact' && view.progress === 'waiting';
}

function manyWait(count: number): string {
  return t('recipient.alert.many', { count });
}

function statusOf(view: Mine | undefined): string {
  return view?.as === 'opener' ? summaryOf(view) : '';
}
