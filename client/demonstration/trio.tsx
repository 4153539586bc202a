import { useEffect, useState } from 'preact/hooks';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { type Person, signIn, type Trio as People } from './people.js';
import { t } from '../words/words.js';

type Part = keyof People;
const PARTS: Part[] = ['sender', 'recipient', 'teacher'];

/** What a part tells the stage, once it has its inbox. */
export interface ReadyMessage {
  ready: string;
}

/** Three parts side by side, each signed in by itself. On a narrow screen one at a time. */
export function Trio({ people, persons }: { people: People; persons: Person[] }) {
  const [progress, setProgress] = useState<'signing-in' | 'failed' | 'playing'>('signing-in');
  const [ready, setReady] = useState<string[]>([]);
  const [impatient, setImpatient] = useState(false);
  const [shown, setShown] = useState<Part>('sender');

  useEffect(() => {
    if (progress !== 'signing-in') return;
    Promise.all(PARTS.map((part) => signIn(people[part])))
      .then(() => setProgress('playing'))
      .catch(() => setProgress('failed'));
  }, [progress]);

  useEffect(() => {
    const hear = ({ origin, data }: MessageEvent<Partial<ReadyMessage> | null>) => {
      const person = origin === location.origin ? data?.ready : undefined;
      if (typeof person === 'string') setReady((before) => (before.includes(person) ? before : [...before, person]));
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, []);

  if (progress === 'failed') {
    return (
      <Card>
        <h2>{t('demo.failed')}</h2>
        <p>{t('demo.failed-next')}</p>
        <Button onPress={() => setProgress('signing-in')}>{t('demo.again')}</Button>
      </Card>
    );
  }

  // The devices at the school must be known before anybody can seal to them.
  const complete = impatient || (ready.includes(people.recipient) && ready.includes(people.teacher));
  const labelOf = (part: Part) => {
    const person = persons.find(({ id }) => id === people[part]);
    return person ? `${t(`demo.${part}`)} · ${person.name}` : t(`demo.${part}`);
  };
  return (
    <div class="seintje-trio">
      <div class="seintje-trio-choice" role="group" aria-label={t('demo.parts')}>
        {PARTS.map((part) => (
          <button key={part} type="button" aria-pressed={part === shown} onClick={() => setShown(part)}>
            {t(`demo.${part}`)}
          </button>
        ))}
      </div>
      {PARTS.map((part) => (
        <section key={part} class="seintje-trio-part" data-shown={part === shown} aria-label={labelOf(part)}>
          <h2 class="seintje-trio-name">{labelOf(part)}</h2>
          {progress === 'playing' && (part !== 'sender' || complete) ? (
            <iframe class="seintje-trio-frame" src={`/deel/${people[part]}`} title={labelOf(part)} />
          ) : (
            <div class="seintje-trio-frame seintje-trio-waiting">
              <p>{part === 'sender' && progress === 'playing' ? t('demo.waiting') : t('demo.starting')}</p>
              {part === 'sender' && progress === 'playing' && (
                <Button onPress={() => setImpatient(true)}>{t('demo.begin-now')}</Button>
              )}
            </div>
          )}
        </section>
      ))}
    </div>
  );
}
