import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Live } from '../connection/live.js';
import { keepFocus } from '../elements/attention.js';
import { Button } from '../elements/button.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { unlock } from '../elements/ringing.js';
import { firstName, partOfDay } from '../words/times.js';
import { t } from '../words/words.js';
import { Absent, SayAbsent } from './absence.js';
import './check-in.css';
import { type How, linesOf } from './lines.js';
import { NotifyingQuestion, TryNotification } from './notifications.js';
import { SelfTest } from './self-test.js';

interface MorningProps {
  live: Live;
  how: How;
}

/** "Goedemorgen, Petra.": one tap, and it is known that she is there and what of her device works. */
export function Morning({ live, how }: MorningProps) {
  const section = useRef<HTMLElement>(null);
  const { code, attempt } = useAttempt();
  const isOpen = useSignal(false);
  /** The question before the browser's own; `opened`: somebody pressed for it, so that it gets the focus. */
  const question = useSignal<'closed' | 'shown' | 'opened'>('closed');
  const { here, absent } = live.today.value;
  const lines = linesOf(live, how, () => (question.value = 'opened'));
  const faults = lines.filter(({ state }) => state !== 'works');
  const isAsking = here && question.value !== 'closed';
  // A page that was loaded again has not tried its key yet.
  const allWorks = faults.length === 0 && live.canRead.value === true;
  const shown = (isOpen.value ? lines : faults).map((line) =>
    line.id === 'notifying' && isAsking ? { ...line, action: undefined } : line,
  );

  // What comes in takes the place of all of this, also of a question that has the focus.
  useLayoutEffect(
    () => () => {
      if (section.current?.contains(document.activeElement)) void keepFocus();
    },
    [],
  );

  async function checkIn(): Promise<void> {
    if (how === 'sound') void unlock();
    const isThere = await attempt(() => live.checkIn());
    isOpen.value = true;
    if (isThere && live.notifying.peek() === 'off') question.value = 'shown';
  }

  // Until it is approved on another device nothing can be said on this one.
  if (live.awaitsApproval.value) return null;
  const name = firstName(live.me.value?.name ?? '');
  const isTried = here || live.canRead.value === false;
  return (
    // What had the focus goes with the press; it stays in this section.
    <section ref={section} class="seintje-check-in" tabIndex={-1}>
      {!here && !absent && (
        <div class="seintje-stack-close">
          <h2>{t('check-in.hello', { part: partOfDay(live.now.value), name })}</h2>
          <p class="seintje-quiet">{t('check-in.what')}</p>
        </div>
      )}
      <div role="status" class="seintje-live">
        {absent && <Absent how={how} />}
        {here && (
          <p>
            <strong>{t('check-in.done')}</strong> {allWorks && t('check-in.all')}
            {/* Whoever sees the page sees that already. */}
            {faults.length > 0 && <span class="seintje-unseen">{t('check-in.look')}</span>}
          </p>
        )}
      </div>
      <Problem code={code === 'no-living-key' ? null : code} title={t('check-in.failed')} />
      {isTried && shown.length > 0 && <SelfTest lines={shown} />}
      {isAsking && (
        <NotifyingQuestion live={live} focus={question.value === 'opened'} onDone={() => (question.value = 'closed')} />
      )}
      {here && isOpen.value && ['on', 'renewed'].includes(live.notifying.value) && <TryNotification live={live} />}
      {here ? (
        <div class="seintje-row">
          {isOpen.value && (
            <Button kind="small" onPress={checkIn}>
              {t('check-in.again')}
            </Button>
          )}
          <Button kind="plain" onPress={() => (isOpen.value = !isOpen.value)}>
            {t(isOpen.value ? 'check-in.less' : 'check-in.more')}
          </Button>
        </div>
      ) : (
        <Button kind={absent ? 'secondary' : 'primary'} onPress={checkIn}>
          {t(absent ? 'absent.back' : 'check-in.here')}
        </Button>
      )}
      {!absent && <SayAbsent live={live} how={how} />}
    </section>
  );
}
