import { useSignal, useSignalEffect } from '@preact/signals';
import { useContext, useEffect, useRef } from 'preact/hooks';
import { phase } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Farewells } from '../elements/farewells.js';
import { LiveRegion } from '../elements/live-region.js';
import { Moment } from '../elements/moment.js';
import { Nudge } from '../elements/nudge.js';
import { PrivacyContext } from '../elements/privacy.js';
import { isoDate } from '../words/times.js';
import { t } from '../words/words.js';
import { Check } from './check.js';
import { contentOf, type Draft, EMPTY, type FaultyField } from './draft.js';
import { Form } from './form.js';
import { Home, OpenSignals } from './overview.js';
import { Signal } from './signal.js';
import { farewellOf, type Sent, stateOf } from './states.js';
import { useSteps } from './steps.js';

/** The sender's page: what is open, and the way from a school to a signal that somebody knows about. */
export function SenderPage({ live }: { live: Live }) {
  const { concealed } = useContext(PrivacyContext);
  const draft = useSignal<Draft>(EMPTY);
  const masked = useSignal(false);
  const selected = useSignal<string | null>(null);
  const returnTo = useRef<FaultyField | null>(null);
  const { step, go, replace } = useSteps();
  const now = live.now.value;

  // What was typed comes back only when it is asked for.
  useSignalEffect(() => {
    if (concealed.value && (draft.peek().name || draft.peek().date.year)) masked.value = true;
  });
  useEffect(() => () => void (draft.value = EMPTY), []);

  const views = live.views.value.filter((view): view is Sent => view.as === 'sender' || view.as === 'colleague');
  const view = views.find(({ id }) => id === selected.value);
  const content = contentOf(draft.value, isoDate(now));
  const shown = step === 'signal' && !view ? 'home' : step === 'check' && !content ? 'form' : step;
  const listed = views.filter((one) => shown !== 'signal' || one !== view);
  const urgent = listed.find((one) => phase(one, now) === 'call');
  const farewells = live.farewells.value.filter(({ as }) => as === 'sender' || as === 'colleague');

  function start(next: Draft): void {
    draft.value = next;
    masked.value = false;
    returnTo.current = null;
    go('form');
  }

  function look(id: string): void {
    selected.value = id;
    go('signal');
  }

  async function another({ school }: Sent, elsewhere: boolean): Promise<void> {
    if (elsewhere) return start(EMPTY);
    const found = await live.findSchools(school.code);
    const same = found.ok ? found.schools.find(({ code }) => code === school.code) : null;
    start({ ...EMPTY, school: same ?? null });
  }

  function first() {
    if (masked.value && (shown === 'form' || shown === 'check')) return <Masked onShow={() => (masked.value = false)} />;
    if (shown === 'form') {
      return (
        <Form
          live={live}
          draft={draft.value}
          onChange={(changed) => (draft.value = { ...draft.peek(), ...changed })}
          onNext={() => go('check')}
          returnTo={returnTo.current}
        />
      );
    }
    if (shown === 'check' && content && draft.value.school) {
      return (
        <Check
          live={live}
          content={content}
          school={draft.value.school}
          onSchool={(school) => (draft.value = { ...draft.peek(), school })}
          onEdit={(field) => {
            returnTo.current = field;
            history.back();
          }}
          onSent={(id) => {
            draft.value = EMPTY;
            selected.value = id;
            replace('signal');
          }}
        />
      );
    }
    if (shown === 'signal' && view) {
      return (
        <Signal
          key={view.id}
          live={live}
          view={view}
          onAnother={(elsewhere) => another(view, elsewhere)}
          onAll={() => go('home')}
        />
      );
    }
    return <Home count={views.length} onNew={() => start(EMPTY)} />;
  }

  return (
    <div class="seintje-page">
      <Farewells live={live} farewells={farewells} say={(one) => farewellOf(one, live.serverStartedAt.value)} />
      <div
        class={listed.length > 0 ? 'seintje-page seintje-page-two' : 'seintje-page'}
        data-only={shown === 'home' ? undefined : 'first'}
      >
        {first()}
        {listed.length > 0 && <OpenSignals live={live} views={listed} onOpen={look} />}
      </div>
      <LiveRegion role="status" text={view ? stateOf(view, now).text : ''} />
      <LiveRegion role="alert" text={urgent ? t('sent.call') : ''} />
      {urgent && shown !== 'home' && <Nudge text={t('sent.call')} onLook={() => look(urgent.id)} />}
    </div>
  );
}

function Masked({ onShow }: { onShow: () => void }) {
  return (
    <Moment
      title={t('form.masked')}
      actions={
        <Button kind="primary" onPress={onShow}>
          {t('form.unmask')}
        </Button>
      }
    />
  );
}
