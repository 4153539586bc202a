import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { phase } from '../../src/contract/index.js';
import type { Farewell, Live } from '../connection/live.js';
import { Farewells, isHealing, isOfRestart } from '../elements/farewells.js';
import { LiveRegion } from '../elements/live-region.js';
import { Nudge } from '../elements/nudge.js';
import { isoDate } from '../words/times.js';
import { useAway } from './away.js';
import { Check, SendProblem } from './check.js';
import { contentOf, type Draft, EMPTY, EMPTY_DRILL, type FaultyField, schoolFault } from './draft.js';
import { Form } from './form.js';
import { AfterLoss, isToSendAgain } from './after-loss.js';
import { LeftBehind } from './left-behind.js';
import { Masked } from './masked.js';
import { Home, OpenSignals } from './overview.js';
import { ProofAfter, ProofFirst, shouldProve } from './proof.js';
import { ReachPlace } from './reach.js';
import { Restarted, useRestarted } from './restarted.js';
import { isHeld, useSending } from './sending.js';
import { Signal } from './signal.js';
import { farewellOf, saidOf, type Sent } from './states.js';
import { useSteps } from './steps.js';

/** The sender's page: what is open, and the way from a school to a signal that somebody knows about. */
export function SenderPage({ live }: { live: Live }) {
  const draft = useSignal<Draft>(EMPTY);
  const masked = useSignal(false);
  /** Who sends has to show first who they are. */
  const proving = useSignal(false);
  const selected = useSignal<string | null>(null);
  const returnTo = useRef<FaultyField | null>(null);
  const { step, go, replace } = useSteps();
  const restarted = useRestarted(live);
  const { checked, outcome, send, leave } = useSending(live, (id) => {
    checked.value = null;
    draft.value = EMPTY;
    selected.value = id;
    replace('signal');
  });
  const now = live.now.value;

  // What was typed comes back only when it is asked for.
  useAway(
    live,
    () => (masked.value = masked.peek() || isTyped(draft.peek())),
    () => {
      const { code, left } = outcome.peek() ?? {};
      // What may be sent yet is kept elsewhere too, and the sender has not decided about it.
      if (isTyped(draft.peek()) && !(isHeld(code ?? null) && !left)) forget();
    },
  );
  useSignalEffect(() => {
    const target = checked.value?.school.target;
    if (target && live.now.value >= target.endsAt) forget();
  });
  // However it was shown: what is asked before the form is never asked again in the middle of it.
  useSignalEffect(() => {
    if (!shouldProve(live)) proving.value = false;
  });
  useEffect(() => () => void (draft.value = EMPTY), []);
  useEffect(() => {
    if (step !== 'check') leave();
    if (step !== 'home') return;
    draft.value = EMPTY;
    masked.value = false;
  }, [step]);

  // Real signals before drills, and of both first those that ask for a call.
  const isCall = (view: Sent) => phase(view, now) === 'call';
  const views = live.views.value
    .filter((view): view is Sent => view.as === 'sender' || view.as === 'colleague')
    .sort((one, other) => Number(one.drill) - Number(other.drill) || Number(isCall(other)) - Number(isCall(one)));
  const view = views.find(({ id }) => id === selected.value);
  const shown = step === 'signal' && !view ? 'home' : step === 'check' && !checked.value ? 'form' : step;
  const isProving = proving.value && shown === 'form';
  const codeHere = outcome.value?.left ? null : (outcome.value?.code ?? null);
  const isOver = outcome.value?.code === null && !views.some(({ id }) => id === outcome.value?.id);
  const here = useRef(shown);
  here.current = shown;
  const listed = views.filter((one) => shown !== 'signal' || one !== view);
  const urgent = listed.find(isCall);
  const nudge = urgent && <Nudge text={saidOf(urgent, now)} onLook={() => look(urgent.id)} />;
  const farewells = live.farewells.value.filter(({ as }) => as === 'sender' || as === 'colleague');

  function forget(): void {
    checked.value = null;
    draft.value = EMPTY;
    masked.value = true;
  }

  function start(next: Draft, focus: FaultyField | null = null): void {
    draft.value = next;
    masked.value = false;
    returnTo.current = focus;
    proving.value = !next.drill && shouldProve(live);
    go('form');
  }

  function look(id: string): void {
    selected.value = id;
    go('signal');
  }

  /** Begins a signal to that school. False: the sender went elsewhere before it was found. */
  async function startFor({ code }: Sent['school']): Promise<boolean> {
    const [from, looking] = [here.current, selected.peek()];
    const found = await live.findSchools(code);
    if (here.current !== from || selected.peek() !== looking) return false;
    const same = (found.ok && found.schools.find((school) => school.code === code)) || null;
    start({ ...EMPTY, school: same }, schoolFault(same, false) ? null : 'name');
    return true;
  }

  async function sendAgain(farewell: Farewell): Promise<void> {
    const { last } = farewell;
    if (last?.as !== 'sender') start(EMPTY);
    else if (!(await startFor(last.school))) return;
    live.dismiss(farewell);
  }

  function first() {
    if (isProving) return <ProofFirst live={live} onDone={() => (proving.value = false)} />;
    if (masked.value && (shown === 'form' || shown === 'check')) {
      return (
        <Masked forgotten={draft.value === EMPTY} onShow={() => (masked.value = false)}>
          <SendProblem code={codeHere} drill={outcome.value?.drill ?? false} />
          {nudge}
        </Masked>
      );
    }
    if (shown === 'form') {
      return (
        <Form
          key={String(draft.value.drill)}
          live={live}
          draft={draft.value}
          onChange={(changed) => (draft.value = { ...draft.peek(), ...changed })}
          onNext={({ school, ...sound }) => {
            const content = contentOf({ school, ...sound }, isoDate(live.now.peek()));
            if (!content || !school) return;
            checked.value = { content, school, drill: sound.drill };
            go('check');
          }}
          onDrill={(school) => start({ ...EMPTY_DRILL, school })}
          returnTo={returnTo.current}
        >
          {nudge}
        </Form>
      );
    }
    if (shown === 'check' && checked.value) {
      return (
        <Check
          live={live}
          {...checked.value}
          code={codeHere}
          onSend={send}
          onEdit={(field) => {
            returnTo.current = field;
            history.back();
          }}
        >
          {nudge}
        </Check>
      );
    }
    if (shown === 'signal' && view) {
      return (
        <Signal
          key={view.id}
          live={live}
          view={view}
          onAnother={(elsewhere) => (elsewhere ? start(view.drill ? EMPTY_DRILL : EMPTY) : startFor(view.school))}
          onAll={() => go('home')}
        >
          {nudge}
        </Signal>
      );
    }
    if (shown === 'reach') return <ReachPlace live={live}>{nudge}</ReachPlace>;
    return (
      <Home
        live={live}
        views={views}
        healing={farewells.some(isHealing)}
        later={farewells.some(isToSendAgain)}
        onReach={() => go('reach')}
        onNew={() => start(EMPTY)}
        onDrill={() => start(EMPTY_DRILL)}
      />
    );
  }

  return (
    <div class="seintje-page">
      {shown === 'home' && !farewells.some(isOfRestart) && <Restarted {...restarted} now={now} />}
      <Farewells
        live={live}
        farewells={farewells}
        say={farewellOf}
        act={(one) => <AfterLoss farewell={one} onAgain={() => sendAgain(one)} />}
      />
      {codeHere !== 'step-up-required' && !isProving && <ProofAfter live={live} />}
      <LeftBehind
        outcome={isOver ? null : outcome.value}
        onLook={(id) => {
          outcome.value = null;
          look(id);
        }}
        onDismiss={() => (outcome.value = null)}
      />
      <div
        class={listed.length > 0 ? 'seintje-page seintje-page-two' : 'seintje-page'}
        data-only={shown === 'home' ? undefined : 'first'}
      >
        {first()}
        {listed.length > 0 && <OpenSignals live={live} views={listed} onOpen={look} />}
      </div>
      <LiveRegion role="status" text={view ? saidOf(view, now) : ''} />
      <LiveRegion role="alert" text={urgent ? saidOf(urgent, now) : ''} />
    </div>
  );
}

function isTyped({ name, date }: Draft): boolean {
  return [name, date.day, date.month, date.year].some(Boolean);
}
