import { useEffect, useState } from 'preact/hooks';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { fetchDemonstration, type Person, signIn } from './people.js';
import { fill, words } from './words.js';
import './stage.css';

/** The demonstration's sign-in page: one click, no password. */
export function SignIn({ part }: { part: string }) {
  const [person, setPerson] = useState<Person | 'unknown' | 'failed' | null>(null);
  const w = words();

  useEffect(() => {
    if (person !== null) return;
    fetchDemonstration().then(
      ({ people }) => setPerson(people.find(({ id }) => id === part) ?? 'unknown'),
      () => setPerson('failed'),
    );
  }, [person]);

  // A fresh page knows nothing of who was here before.
  const go = () =>
    signIn(part).then(
      () => location.reload(),
      () => setPerson('failed'),
    );

  if (person === null) return <p class="seintje-stage-quiet">{w.starting}</p>;
  if (person === 'failed') {
    return (
      <Card>
        <h1>{w.failed}</h1>
        <p>{w.failedNext}</p>
        <Button onPress={() => setPerson(null)}>{w.again}</Button>
      </Card>
    );
  }
  if (person === 'unknown') {
    return (
      <Card>
        <h1>{w.unknown}</h1>
        <p>{w.unknownNext}</p>
        <p>
          <a href="/">{w.toStage}</a>
        </p>
      </Card>
    );
  }
  return (
    <Card>
      <h1>{w.signIn}</h1>
      <p>{fill(w.signInWhy, { name: person.name })}</p>
      <p>{person.roles.map(({ title, schoolName }) => (schoolName ? `${title}, ${schoolName}` : title)).join(' · ')}</p>
      <Button kind="primary" onPress={go}>
        {fill(w.signInAs, { name: person.name })}
      </Button>
    </Card>
  );
}
