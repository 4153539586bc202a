import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Chosen } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { attend } from '../elements/attention.js';
import { useReveal } from '../elements/name.js';
import { t } from '../words/words.js';
import { Alert } from './alert.js';
import { ChooseTeacher } from './choose-teacher.js';
import { Colleague } from './colleague.js';
import { Opened } from './opened.js';
import type { Mine } from './words.js';

/** The name goes by itself after so many seconds. */
const SECONDS = 30;

interface SignalProps {
  live: Live;
  view: Mine;
  showSchool: boolean;
  alone: boolean;
  /** Whether it appears because of what the person just did. */
  focus: boolean;
  /** Returns how to undo it. */
  onTake: () => () => void;
  /** A colleague has it now, or may take it. */
  onLose: () => void;
}

/** One signal from alert to done. It stays one component while it changes hands, so that the name that was opened is shown. */
export function Signal({ live, view, showSchool, alone, focus, onTake, onLose }: SignalProps) {
  const root = useRef<HTMLDivElement>(null);
  const choice = useSignal<{ instead: Chosen | null } | null>(null);
  const isFormer = useSignal(false);
  const followed = useRef(false);
  const opener = view.as === 'opener' ? view : null;
  const isWaiting = view.as === 'contact' && view.progress === 'waiting';
  const isTaken = view.as === 'contact' && view.progress !== 'waiting';
  const reveal = useReveal(live, () => (isTaken ? live.takeOver(view.id) : live.open(view.id, 'recipient')), SECONDS);

  useEffect(() => {
    if (focus) attend(root.current);
  }, []);

  // Before anything is painted: whoever follows it no more has no name on screen, nor in memory. Also where no view said
  // that they did: a contact's view that comes after the name was read means that a colleague has it.
  const follows = opener !== null;
  useLayoutEffect(() => {
    const lost = !follows && (followed.current || reveal.content !== null);
    followed.current = follows;
    isFormer.value = lost || (isFormer.peek() && !follows);
    if (!lost) return;
    reveal.hide();
    choice.value = null;
    onLose();
  }, [view.version, follows]);
  // What had the focus is gone with the name.
  useEffect(() => {
    if (isFormer.value && document.activeElement === document.body) attend(root.current);
  }, [follows]);

  // "Een collega was je net voor" is over when the colleague's turn is, or when the card says it; a failure of one's own is not.
  const isHeld = view.as === 'contact' && isWaiting && view.openedBy !== null;
  useEffect(() => {
    if (!isHeld && reveal.code === 'taken') reveal.forgive();
  }, [isHeld]);

  async function take(): Promise<void> {
    const undo = onTake();
    if (!(await reveal.show())) undo();
    attend(root.current);
  }

  function back(): void {
    choice.value = null;
    attend(root.current);
  }

  const { content } = reveal;
  const choosing = opener && choice.value;
  const isAlert = isWaiting && !content;
  const isOpened = opener !== null || content !== null;
  const layout = choosing ? 'seintje-page seintje-page-two' : isOpened ? 'seintje-page' : alone && isAlert ? 'seintje-alone' : '';
  const shared = { live, showSchool, reveal, onTake: take };
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
      {view.as === 'contact' && isAlert && <Alert {...shared} view={view} alone={alone} />}
      {view.as === 'contact' && isTaken && !content && <Colleague {...shared} view={view} isFormer={isFormer.value} />}
      {isOpened && (
        <Opened
          live={live}
          view={opener}
          reveal={reveal}
          onChoose={choosing ? null : (instead) => (choice.value = { instead })}
        />
      )}
      {choosing && <ChooseTeacher live={live} view={opener} instead={choosing.instead} onBack={back} />}
    </div>
  );
}
