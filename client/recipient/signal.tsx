import { useSignal } from '@preact/signals';
import type { ContactView, OpenerView } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { useReveal } from '../elements/name.js';
import { Alert } from './alert.js';
import { ChooseTeacher } from './choose-teacher.js';
import { Opened } from './opened.js';

/** The name goes by itself after so many seconds. */
const SECONDS = 30;

interface SignalProps {
  live: Live;
  view: ContactView | OpenerView;
  showSchool: boolean;
  alone: boolean;
  onTaken: () => void;
}

/** One signal from alert to done. It stays one component while it changes hands, so that the name that was opened is shown. */
export function Signal({ live, view, showSchool, alone, onTaken }: SignalProps) {
  const reveal = useReveal(live, () => live.open(view.id), SECONDS);
  const isChoosing = useSignal(false);
  const opener = view.as === 'opener' ? view : null;

  async function take(): Promise<void> {
    onTaken();
    await reveal.show();
  }

  if (view.as === 'contact' && !reveal.content) {
    return (
      <div id={`signal-${view.id}`} class={alone ? 'seintje-alone' : undefined}>
        <Alert live={live} view={view} showSchool={showSchool} alone={alone} code={reveal.code} onTake={take} />
      </div>
    );
  }
  const choosing = isChoosing.value && opener?.progress === 'opened';
  return (
    <div class={choosing ? 'seintje-page seintje-page-two' : 'seintje-page'} data-only={choosing ? 'second' : undefined}>
      <Opened live={live} view={opener} reveal={reveal} onChoose={() => (isChoosing.value = true)} />
      {choosing && <ChooseTeacher live={live} id={view.id} onBack={() => (isChoosing.value = false)} />}
    </div>
  );
}
