import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type OpenerView, phase, type View } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Entry } from '../elements/card.js';
import { Farewells } from '../elements/farewells.js';
import { LiveRegion } from '../elements/live-region.js';
import { Title } from '../elements/moment.js';
import { Nudge } from '../elements/nudge.js';
import { asksSince, useRinging } from '../elements/ringing.js';
import { firstName, wipeLine } from '../words/times.js';
import { t } from '../words/words.js';
import { asksOf, summaryOf } from './following.js';
import { sinceLine } from './opened.js';
import { Quiet } from './quiet.js';
import { Signal } from './signal.js';
import { farewellOf, isMine, type Mine } from './words.js';

const ENDING = 15 * 60_000;

/** The page of a school's designated contact: from the alert to "wij zijn klaar". */
export function RecipientPage({ live }: { live: Live }) {
  const selected = useSignal<string | null>(null);
  const now = live.now.value;
  useRinging(live, isMine, 'sound');

  const views = realFirst(live.views.value.filter(isMine));
  const opened = views.filter((view) => view.as === 'opener');
  const current = views.find(({ id }) => id === selected.value) ?? opened[0];
  const waiting = views.filter(isWaiting);
  const others = waiting.filter((view) => view !== current);
  const aside = opened.filter((view) => view !== current);
  const taken = views.filter((view) => view.as === 'contact' && !isWaiting(view) && view !== current);
  const farewells = live.farewells.value.filter(({ as }) => as === 'contact' || as === 'opener');
  const showSchool =
    new Set(live.me.value?.roles.filter(({ role }) => role === 'recipient').map(({ school }) => school)).size > 1;
  const calling = views.filter((view) => asksSince(view, now, live.me.value?.name) !== null);
  const ending = views.find((view) => view.endsAt - now <= ENDING);

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
    const focus = id === selected.value;
    return { live, view, showSchool, alone: views.length === 1, focus, onTake: () => take(view), onLose: () => lose(id) };
  }

  function lose(id: string): void {
    if (selected.peek() === id) selected.value = null;
  }

  // One list with keys: a signal that is taken moves up, and stays the component that knows its name.
  const cards = realFirst(current ? [current, ...others] : others).map((view) => <Signal key={view.id} {...about(view)} />);
  const urgent = others.filter(({ drill }) => !drill);
  if (current && urgent.length > 0) {
    const look = () =>
      document.getElementById(`signal-${urgent[0]?.id}`)?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    const nudge = <Nudge key="nudge" text={t('recipient.alert.another', { count: urgent.length })} onLook={look} />;
    cards.splice(cards.findIndex(({ key }) => key === current.id) + 1, 0, nudge);
  }
  if (!current && waiting.length > 0) {
    cards.push(
      <p key="together" class="seintje-quiet seintje-small">
        {t('recipient.together')}
      </p>,
    );
  }
  cards.push(
    ...aside.map((view) => <Aside key={view.id} view={view} now={now} onOpen={() => (selected.value = view.id)} />),
    ...taken.map((view) => <Signal key={view.id} {...about(view)} />),
  );
  return (
    <div class="seintje-page">
      <LiveRegion role="alert" text={calling.length === 0 ? '' : callsOf(calling).join(' ')} />
      <LiveRegion role="status" text={ending ? wipeLine(ending.endsAt, now) : statusOf(current)} />
      <Farewells live={live} farewells={farewells} say={(one) => farewellOf(one, now, live.serverStartedAt.value)} />
      {views.length === 0 && <Quiet live={live} />}
      {!current && waiting.length > 1 && <Title>{waitingLine(waiting)}</Title>}
      {cards}
    </div>
  );
}

/** Another signal that this person follows. */
function Aside({ view, now, onOpen }: { view: OpenerView; now: number; onOpen: () => void }) {
  const asks = asksOf(view);
  const reminder = phase(view, now) === 'choose' ? t('recipient.reminder') : '';
  return (
    <Entry tone={asks.length > 0 ? 'signal' : 'calm'} drill={view.drill} title={sinceLine(view)} onOpen={onOpen}>
      <p>{[...asks, summaryOf(view) || reminder].join(' ')}</p>
    </Entry>
  );
}

/** A drill never stands before the real thing. */
function realFirst<V extends View>(views: V[]): V[] {
  return [...views].sort((one, other) => Number(one.drill) - Number(other.drill));
}

function isWaiting(view: Mine): boolean {
  return view.as === 'contact' && view.progress === 'waiting';
}

/** Everything that asks for attention, in words that name no pupil. */
function callsOf(views: Mine[]): string[] {
  const waiting = views.filter(isWaiting);
  const others = views.flatMap((view) => {
    if (view.as === 'opener') return asksOf(view);
    return isWaiting(view) ? [] : [t('recipient.colleague.undecided', { name: firstName(view.openedBy?.name ?? '') })];
  });
  return waiting.length > 0 ? [waitingLine(waiting), ...others] : others;
}

/** Of drills only where nothing real waits. */
function waitingLine(waiting: Mine[]): string {
  const real = waiting.filter(({ drill }) => !drill);
  const count = real.length || waiting.length;
  if (count === 1) return t(real.length > 0 ? 'recipient.alert' : 'recipient.alert.drill');
  return t(real.length > 0 ? 'recipient.alert.many' : 'recipient.alert.drill.many', { count });
}

function statusOf(view: Mine | undefined): string {
  return view?.as === 'opener' ? summaryOf(view) : '';
}
