import type { Chosen, OpenerView } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { firstName, time } from '../words/times.js';
import { t } from '../words/words.js';
import { inSentence, resultOf } from './words.js';

const MINUTE = 60_000;

interface FollowingProps {
  live: Live;
  view: OpenerView;
  /** "Kies iemand anders"; null while the choice is open. */
  onInstead: ((teacher: Chosen) => void) | null;
}

/** S5: whether each teacher knows, or what to do while they do not. */
export function Following({ live, view, onInstead }: FollowingProps) {
  const { code, attempt } = useAttempt();
  const { id, drill, chosen, toldAt } = view;
  const told = toldLine(view);
  const result = resultOf(view);
  // Whoever was told in person need not be followed, as long as they ask nothing.
  const followed = chosen.filter(({ knownAt, confer }) => !told || knownAt !== null || confer !== null);
  const isLate = (teacher: Chosen) => teacher.openedAt === null && isOverdue(teacher, view, live.now.value);
  const isUrgent = followed.some((teacher) => isAsking(teacher) || isLate(teacher));
  return (
    <Card tone={isUrgent ? 'signal' : view.progress === 'known' ? 'done' : 'calm'} drill={drill}>
      {told && <Line words={told} at={toldAt} />}
      {followed.map((teacher) => (
        <div key={teacher.person} class="seintje-stack">
          <Course teacher={teacher} isLate={isLate(teacher)} since={view.takenAt} />
          {isAsking(teacher) && (
            <Button kind="primary" onPress={() => attempt(() => live.coming(id, teacher.person))}>
              {t('recipient.coming')}
            </Button>
          )}
          {onInstead && teacher.knownAt === null && !told && (
            <Button kind="small" onPress={() => onInstead(teacher)}>
              {t('recipient.instead')}
            </Button>
          )}
        </div>
      ))}
      {result && <p>{result}</p>}
      <Problem code={code} />
    </Card>
  );
}

/** How it goes with one teacher; `since`: what was said before that, a colleague said. */
function Course({ teacher, isLate, since }: { teacher: Chosen; isLate: boolean; since: number }) {
  const { name, group, knownAt, confer } = teacher;
  const asks = isAsking(teacher) && t('recipient.confer', { name: firstName(name) });
  const walk = isLate && t('recipient.walk', { group: group ? inSentence(group) : firstName(name) });
  const line = lineOf(teacher);
  if (!asks && !walk && !confer) return <Line words={line} at={knownAt} />;
  return (
    <div class="seintje-stack-close">
      {asks || walk ? <h2>{asks || walk}</h2> : <Line words={line} at={knownAt} />}
      {(asks || walk) && <p>{line}</p>}
      {confer && confer.comingAt !== null && (
        <p>
          {t(confer.comingAt < since ? 'recipient.coming.colleague' : 'recipient.coming.said', { time: time(confer.comingAt) })}
        </p>
      )}
    </div>
  );
}

function Line({ words, at }: { words: string; at: number | null }) {
  return (
    <h2>
      {words} {at !== null && <time>{time(at)}</time>}
    </h2>
  );
}

/** How far it got, in a few words; empty while nobody was chosen or told. */
export function summaryOf(view: OpenerView): string {
  const told = toldLine(view);
  const teachers = view.chosen.filter(({ knownAt }) => !told || knownAt !== null);
  return [told, ...teachers.map(lineOf)].filter(Boolean).join(' ');
}

/** "Marijke wil overleggen.", of each teacher to whom nobody has said that they are coming. */
export function asksOf({ chosen }: OpenerView): string[] {
  return chosen.filter(isAsking).map(({ name }) => t('recipient.confer', { name: firstName(name) }));
}

function isAsking({ confer }: Chosen): boolean {
  return confer !== null && confer.comingAt === null;
}

function isOverdue({ chosenAt }: Chosen, { toldAt, times }: OpenerView, now: number): boolean {
  return toldAt === null && now >= chosenAt + times.walk * MINUTE;
}

/** What was said before it was taken over, a colleague said. */
function toldLine({ toldAt, takenAt, chosen }: OpenerView): string | null {
  if (toldAt === null) return null;
  if (toldAt < takenAt) return t(chosen.length > 0 ? 'recipient.told.colleague' : 'recipient.told.handles');
  return t(chosen.length > 0 ? 'recipient.told.done' : 'recipient.told.myself');
}

/** How far the message got with one teacher. */
function lineOf({ name, openedAt, knownAt }: Chosen): string {
  const who = { name: firstName(name) };
  if (knownAt !== null) return t('recipient.knows', who);
  return t(openedAt === null ? 'recipient.unseen' : 'recipient.seen', who);
}
