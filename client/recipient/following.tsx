import { type Chosen, type OpenerView, phase } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Card } from '../elements/card.js';
import { firstName, time } from '../words/times.js';
import { t } from '../words/words.js';
import { inSentence } from './words.js';

/** S5: whether the teacher knows, or what to do while they do not. */
export function Following({ live, view }: { live: Live; view: OpenerView }) {
  const isLate = phase(view, live.now.value) === 'walk';
  const told = toldLine(view);
  return (
    <Card tone={view.progress === 'known' ? 'done' : isLate ? 'signal' : 'calm'}>
      {told && <Line words={told} at={view.toldAt} />}
      {view.chosen.map((teacher) => {
        const { person, name, group, openedAt, knownAt } = teacher;
        if (told && knownAt === null) return null;
        if (!isLate || openedAt !== null) return <Line key={person} words={lineOf(teacher)} at={knownAt} />;
        return (
          <div key={person} class="seintje-stack-close">
            <h2>{t('recipient.walk', { group: group ? inSentence(group) : firstName(name) })}</h2>
            <p>{lineOf(teacher)}</p>
          </div>
        );
      })}
    </Card>
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

function toldLine({ toldAt, chosen }: OpenerView): string | null {
  return toldAt === null ? null : t(chosen.length > 0 ? 'recipient.told.done' : 'recipient.told.myself');
}

/** How far the message got with one teacher. */
function lineOf({ name, openedAt, knownAt }: Chosen): string {
  const who = { name: firstName(name) };
  if (knownAt !== null) return t('recipient.knows', who);
  return t(openedAt === null ? 'recipient.unseen' : 'recipient.seen', who);
}
