import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ContactView, OpenerView } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { useReveal } from '../elements/name.js';
import { t } from '../words/words.js';
import { Alert } from './alert.js';
import { ChooseTeacher } from './choose-teacher.js';
import { Opened } from './opened.js';
import { attend } from '../elements/attention.js';

/** The name goes by itself after so many seconds. */
const SECONDS = 30;

interface SignalProps {
  live: Live;
  view: ContactView | OpenerView;
  showSchool: boolean;
  alone: boolean;
  /** Whether it appears because of what the person just did. */
  focus: boolean;
  /** Returns how to undo it. */
  onTake: () => () => void;
}

/** One signal from alert to done. It stays one component while it changes hands, so that the name that was opened is shown. */
export function Signal({ live, view, showSchool, alone, focus, onTake }: SignalProps) {
  const root = useRef<HTMLDivElement>(null);
  const reveal = useReveal(live, () => live.open(view.id, 'recipient'), SECONDS);
  const isChoosing = useSignal(false);
  const opener = view.as === 'opener' ? view : null;

  const isAlert = view.as === 'contact' && !reveal.content;
  const choosing = isChoosing.value && opener?.progress === 'opened';

  useEffect(() => {
    if (focus) attend(root.current);
  }, []);
  // "Een collega was je net voor" is over when the colleague's turn is; a failure of one's own is not.
  const isFree = view.as === 'contact' && view.openedBy === null;
  useEffect(() => {
    if (isFree && reveal.code === 'taken') reveal.forgive();
  }, [isFree]);

  async function take(): Promise<void> {
    const undo = onTake();
    if (!(await reveal.show())) undo();
    attend(root.current);
  }

  function back(): void {
    isChoosing.value = false;
    attend(root.current);
  }

  const layout = isAlert ? (alone ? 'seintje-alone' : '') : choosing ? 'seintje-page seintje-page-two' : 'seintje-page';
  return (
    <div
      ref={root}
      id={`signal-${view.id}`}
      class={layout}
      data-only={choosing ? 'second' : undefined}
      role="group"
      aria-label={t('recipient.signal')}
      tabIndex={-1}
    >
      {isAlert ? (
        <Alert live={live} view={view} showSchool={showSchool} alone={alone} reveal={reveal} onTake={take} />
      ) : (
        <Opened live={live} view={opener} reveal={reveal} onChoose={choosing ? null : () => (isChoosing.value = true)} />
      )}
      {choosing && <ChooseTeacher live={live} id={view.id} bellAt={view.bellAt} onBack={back} />}
    </div>
  );
}
