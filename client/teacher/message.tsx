import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { TeacherView } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { attend } from '../elements/attention.js';
import { Button } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import { DrillMark } from '../elements/drill-mark.js';
import { RevealButton, useReveal } from '../elements/name.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { day, firstName, isToday, longDate, time } from '../words/times.js';
import { t } from '../words/words.js';
import { Advice } from './advice.js';
import { Confer } from './confer.js';
import { Parents } from './parents.js';

/** The name goes by itself after so many seconds: a class may be looking. */
const SECONDS = 20;

/** T2 and T3: first only that there is something, then the card. The name is fetched when it is asked for. */
export function Message({ live, view, focus }: { live: Live; view: TeacherView; focus: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const reveal = useReveal(live, () => live.open(view.id, 'teacher'), SECONDS);
  const withDate = useSignal(false);
  const { code, attempt } = useAttempt();
  const now = live.now.value;
  const { content } = reveal;
  const name = content && firstName(content.name);
  const isOpen = view.openedAt !== null || content !== null;
  const from = firstName(view.from);

  useEffect(() => {
    if (focus) attend(heading.current);
  }, []);
  // Whoever asks for the name again has not asked for the date.
  useEffect(() => {
    if (!content) withDate.value = false;
  }, [content]);

  async function know(): Promise<void> {
    await attempt(() => live.know(view.id));
  }

  const on = day(view.bellAt, now);
  const ends = isToday(view.endsAt, now)
    ? t('teacher.ends.today', { time: time(view.endsAt) })
    : t('teacher.ends.day', { day: day(view.endsAt, now), time: time(view.endsAt) });

  // One structure, so that the button that is being held stays the same button.
  return (
    <article
      class={isOpen ? 'seintje-moment' : 'seintje-card seintje-alone'}
      data-tone={isOpen ? undefined : 'alert'}
      data-drill={view.drill || undefined}
      tabIndex={-1}
    >
      {view.drill && (
        <div class="seintje-stack-close">
          <DrillMark />
          <p>{t('drill.made-up')}</p>
        </div>
      )}
      <header translate={false}>
        <p class="seintje-over">{t('teacher.title', { day: on })}</p>
        <h1 ref={heading} tabIndex={-1} class={content ? 'seintje-pupil' : undefined}>
          {content ? content.name : t(isOpen ? 'name.hidden' : 'teacher.alone')}
        </h1>
        {content && withDate.value && <p>{longDate(content.dateOfBirth)}</p>}
        <div class={isOpen ? 'seintje-row' : 'seintje-stack'}>
          <RevealButton reveal={reveal} kind={isOpen ? 'small' : 'primary'} label={t(isOpen ? 'name.show' : 'teacher.show')} />
          {content && !withDate.value && (
            <Button kind="plain" onPress={() => (withDate.value = true)}>
              {t('teacher.show.date')}
            </Button>
          )}
        </div>
      </header>
      <Problem code={reveal.code} during="own" />
      {isOpen && (
        <>
          <p>
            {t('teacher.support', { shown: name ? 'yes' : 'no', name: name ?? '', day: on })} {t('teacher.unknown')}
          </p>
          <Card>
            <Advice name={name} />
          </Card>
          <Parents live={live} view={view} />
        </>
      )}
      <Problem code={code} />
      <div class={isOpen && view.knownAt === null ? 'seintje-actions seintje-near' : 'seintje-actions'}>
        {isOpen && view.knownAt === null && (
          <Button kind="primary" onPress={know}>
            {t('teacher.know')}
          </Button>
        )}
        <div role="status" class="seintje-live">
          {view.knownAt !== null && (
            <Notice tone="done">{t(view.followed ? 'teacher.known' : 'teacher.known.done', { from })}</Notice>
          )}
        </div>
      </div>
      <div class="seintje-stack">
        {isOpen && <Confer live={live} view={view} />}
        <p class="seintje-quiet seintje-small">
          {ends} {isOpen && t('teacher.yourself', { from })}
        </p>
      </div>
    </article>
  );
}
