import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OpenerView, View } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { asksSince } from '../elements/asking.js';
import { attend } from '../elements/attention.js';
import { CallButton } from '../elements/button.js';
import { Entry } from '../elements/card.js';
import { Farewells, isHealing } from '../elements/farewells.js';
import { LiveRegion } from '../elements/live-region.js';
import { Title } from '../elements/moment.js';
import { Nudge } from '../elements/nudge.js';
import { useRinging } from '../elements/ringing.js';
import { wipeLine } from '../words/times.js';
import { t } from '../words/words.js';
import { callsOf, useNews } from './calls.js';
import { Quiet } from './quiet.js';
import { Signal } from './signal.js';
import { said } from '../elements/drill-mark.js';
import { asksOf, farewellOf, isMine, isWaiting, type Mine, sinceLine, summaryOf } from './words.js';

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
  const shown = realFirst(current ? [current, ...others] : others);
  const real = waiting.filter(({ drill }) => !drill);
  // The page has one heading: the pupil's, that of several signals together, or that of the first card.
  const isMany = current?.as !== 'opener' && real.length > 1;
  const first = isMany || current?.as === 'opener' ? null : [...shown, ...taken][0];
  const farewells = live.farewells.value.filter(({ as }) => as === 'contact' || as === 'opener');
  const showSchool =
    new Set(live.me.value?.roles.filter(({ role }) => role === 'recipient').map(({ school }) => school)).size > 1;
  const calling = views.filter((view) => asksSince(view, now, live.me.value?.name) !== null);
  const news = useNews(callsOf(calling, now));
  const phone = live.me.value?.phone;
  const ending = views.find((view) => view.endsAt - now <= ENDING);

  // What is being read stays, whatever else comes or is opened.
  useEffect(() => {
    selected.value = current?.id ?? null;
  }, [current?.id]);

  /** Returns how to go back to what was there, where it could not be taken. */
  function take({ id }: Mine): () => void {
    const before = selected.peek();
    selected.value = id;
    return () => {
      if (selected.peek() === id) selected.value = before;
    };
  }

  function about(view: Mine) {
    const { id } = view;
    const place = { showSchool, alone: views.length === 1, leads: view === first, focus: id === selected.value };
    return { live, view, ...place, onTake: () => take(view), onLose: () => lose(id) };
  }

  function lose(id: string): void {
    if (selected.peek() === id) selected.value = null;
  }

  // One list with keys: a signal that is taken moves up, and stays the component that knows its name.
  const cards = shown.map((view) => <Signal key={view.id} {...about(view)} />);
  const urgent = real.filter((view) => view !== current);
  if (current && urgent.length > 0) {
    const look = () => attend(document.getElementById(`signal-${urgent[0]?.id}`));
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
    ...aside.map((view) => (
      <Aside key={view.id} view={view} showSchool={showSchool} now={now} onOpen={() => (selected.value = view.id)} />
    )),
    ...taken.map((view) => <Signal key={view.id} {...about(view)} />),
  );
  return (
    <div class="seintje-page">
      <LiveRegion role="alert" text={news} asks={calling.length > 0} />
      <LiveRegion role="status" text={ending ? said(ending.drill, wipeLine(ending.endsAt, now)) : ''} />
      <LiveRegion role="status" text={current?.as === 'opener' ? said(current.drill, summaryOf(current)) : ''} />
      <Farewells
        live={live}
        farewells={farewells}
        say={(one) => farewellOf(one, now)}
        act={({ outcome, last }) => outcome === 'lost' && !last?.drill && phone && <Call phone={phone} />}
      />
      {views.length === 0 && <Quiet live={live} healing={farewells.some(isHealing)} />}
      {isMany && <Title>{t('recipient.alert.many', { count: real.length })}</Title>}
      {cards}
    </div>
  );
}

/** Whom a school calls about what was lost. */
function Call({ phone }: { phone: string }) {
  return (
    <CallButton kind="small" phone={phone}>
      {t('recipient.call', { phone })}
    </CallButton>
  );
}

interface AsideProps {
  view: OpenerView;
  showSchool: boolean;
  now: number;
  onOpen: () => void;
}

/** Another signal that this person follows. */
function Aside({ view, showSchool, now, onOpen }: AsideProps) {
  const asks = asksOf(view, now);
  const tone = asks.length > 0 ? 'signal' : 'calm';
  return (
    <Entry level={2} tone={tone} drill={view.drill} title={sinceLine(view, now)} onOpen={onOpen}>
      {showSchool && <p>{view.school.name}</p>}
      <p>{[...asks, summaryOf(view)].filter(Boolean).join(' ')}</p>
    </Entry>
  );
}

/** A drill never stands before the real thing. */
function realFirst<V extends View>(views: V[]): V[] {
  return [...views].sort((one, other) => Number(one.drill) - Number(other.drill));
}
