import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Chosen } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { attend, keepFocus } from '../elements/attention.js';
import { useReveal } from '../elements/name.js';
import { t } from '../words/words.js';
import { Alert } from './alert.js';
import { ChooseTeacher } from './choose-teacher.js';
import { Colleague } from './colleague.js';
import { Opened } from './opened.js';
import { isWaiting, type Mine } from './words.js';

/** The name goes by itself after so many seconds. */
const SECONDS = 30;

interface SignalProps {
  live: Live;
  view: Mine;
  showSchool: boolean;
  /** The only thing on the page. */
  alone: boolean;
  /** Whether its heading is that of the page. */
  leads: boolean;
  /** Whether it appears because of what the person just did. */
  focus: boolean;
  /** Returns how to undo it. */
  onTake: () => () => void;
  /** A colleague has it now, or may take it. */
  onLose: () => void;
}

/** One signal from alert to done. It stays one component while it changes hands, so that the name that was opened is shown. */
export function Signal({ live, view, showSchool, alone, leads, focus, onTake, onLose }: SignalProps) {
  const root = useRef<HTMLDivElement>(null);
  const choice = useSignal<{ instead: Chosen | null } | null>(null);
  const isFormer = useSignal(false);
  const followed = useRef(false);
  const opener = view.as === 'opener' ? view : null;
  const isTaken = view.as === 'contact' && !isWaiting(view);
  const reveal = useReveal(live, () => (isTaken ? live.takeOver(view.id) : live.open(view.id, 'recipient')), SECONDS);

  useEffect(() => {
    if (focus) attend(root.current);
  }, []);

  // Before anything is painted: whoever follows it no more has no name on screen, nor in memory, nor on its way. Also where
  // no view said that they did: it may have changed hands twice at once.
  const follows = opener !== null;
  useLayoutEffect(() => {
    const lost = !follows && (followed.current || reveal.content !== null || (isTaken && reveal.busy));
    followed.current = follows;
    isFormer.value = lost || (isFormer.peek() && !follows);
    if (!lost) return;
    reveal.hide();
    choice.value = null;
    onLose();
  }, [view.version, follows]);
  // What had the focus, a name's button or a box of the choice, is gone with it.
  useEffect(() => {
    if (isFormer.value) void keepFocus(root.current);
  }, [follows]);

  // "Een collega was je net voor" is over with the next news: the card says how it stands. A failure of one's own is not.
  useEffect(() => {
    if (reveal.code === 'taken') reveal.forgive();
  }, [view.version]);

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
  const isAlert = isWaiting(view) && !content;
  const isOpened = opener !== null || content !== null;
  const layout = choosing ? 'seintje-page seintje-page-two' : isOpened ? 'seintje-page' : alone && isAlert ? 'seintje-alone' : '';
  const shared = { live, showSchool, leads, reveal, onTake: take };
  return (
    <div
      ref={root}
      id={`signal-${view.id}`}
      class={layout}
      data-only={choosing ? 'second' : undefined}
      role="group"
      aria-label={t(view.drill ? 'recipient.signal.drill' : 'recipient.signal')}
      tabIndex={-1}
    >
      {view.as === 'contact' && isAlert && <Alert {...shared} view={view} />}
      {view.as === 'contact' && isTaken && !content && <Colleague {...shared} view={view} isFormer={isFormer.value} />}
      {isOpened && (
        <Opened
          live={live}
          view={opener}
          drill={view.drill}
          school={showSchool ? view.school.name : null}
          reveal={reveal}
          onChoose={choosing ? null : (instead) => (choice.value = { instead })}
        />
      )}
      {choosing && <ChooseTeacher live={live} view={opener} instead={choosing.instead} onBack={back} />}
    </div>
  );
}
