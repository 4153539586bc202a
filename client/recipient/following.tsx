import type { ComponentChildren } from 'preact';
import { type Chosen, isCovered, type OpenerView, walkAt } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { isAsking } from '../elements/asking.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { moment, time } from '../words/times.js';
import { t } from '../words/words.js';
import { askOf, asksOf, courseLine, followedOf, resultOf, toldLine } from './words.js';

interface FollowingProps {
  live: Live;
  view: OpenerView;
  /** "Kies iemand anders"; null while the choice is open. */
  onInstead: ((teacher: Chosen) => void) | null;
}

/** S5: whether each teacher knows, or what to do while they do not. */
export function Following({ live, view, onInstead }: FollowingProps) {
  const { code, attempt } = useAttempt();
  const { id, drill, chosen, toldAt, progress } = view;
  const now = live.now.value;
  const told = toldLine(view);
  const result = resultOf(view);
  const unknowing = chosen.filter(({ knownAt }) => knownAt === null);
  const isLate = chosen.some((teacher) => now >= walkAt(teacher, view) && teacher.absentAt === null);
  // It counts for all who do not know yet: beside the one, or below them all.
  const tell = toldAt === null && unknowing.length > 0 && (
    <Button kind={isLate ? 'primary' : 'secondary'} onPress={() => attempt(() => live.told(id))}>
      {t('recipient.told')}
    </Button>
  );
  const instead = (teacher: Chosen) =>
    onInstead && (
      <Button kind={teacher.absentAt === null ? 'secondary' : 'primary'} onPress={() => onInstead(teacher)}>
        {t('recipient.instead')}
      </Button>
    );
  return (
    <Card tone={asksOf(view, now).length > 0 ? 'signal' : progress === 'known' ? 'done' : 'calm'} drill={drill}>
      {told && <Line words={told} at={toldAt} now={now} />}
      {followedOf(view).map((teacher) => (
        <div key={teacher.person} class="seintje-stack">
          <Course teacher={teacher} ask={askOf(teacher, view, now)} since={view.takenAt} now={now} />
          {isAsking(teacher) && (
            <Button kind="primary" onPress={() => attempt(() => live.coming(id, teacher.person))}>
              {t('recipient.coming')}
            </Button>
          )}
          {teacher.knownAt === null && !isCovered(teacher, view) && (
            <Ways fold={teacher.openedAt !== null}>
              {teacher.absentAt !== null && instead(teacher)}
              {unknowing.length === 1 && tell}
              {teacher.absentAt === null && instead(teacher)}
            </Ways>
          )}
        </div>
      ))}
      {unknowing.length > 1 && tell}
      {result && <p>{result}</p>}
      <Problem code={code} />
    </Card>
  );
}

/** What else can be done; out of the way once the teacher has seen it, where it is hardly wanted. */
function Ways({ fold, children }: { fold: boolean; children: ComponentChildren }) {
  const ways = <div class="seintje-actions">{children}</div>;
  if (!fold) return ways;
  return (
    <details class="seintje-more">
      <summary>{t('recipient.ways')}</summary>
      {ways}
    </details>
  );
}

interface CourseProps {
  teacher: Chosen;
  ask: string | null;
  /** What was said before that, a colleague said. */
  since: number;
  now: number;
}

/** How it goes with one teacher. */
function Course({ teacher, ask, since, now }: CourseProps) {
  const comingAt = teacher.confer?.comingAt ?? null;
  const line = courseLine(teacher);
  return (
    <div class="seintje-stack-close">
      {ask ? <h2>{ask}</h2> : <Line words={line} at={teacher.knownAt} now={now} />}
      {ask && <p>{line}</p>}
      {comingAt !== null && (
        <p>{t(comingAt < since ? 'recipient.coming.colleague' : 'recipient.coming.said', { time: time(comingAt) })}</p>
      )}
    </div>
  );
}

function Line({ words, at, now }: { words: string; at: number | null; now: number }) {
  return (
    <h2>
      {words} {at !== null && <time>{moment(at, now)}</time>}
    </h2>
  );
}
