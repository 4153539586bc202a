import { useEffect, useState } from 'preact/hooks';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { fetchDemonstration, type Person, signIn } from './people.js';
import { t } from '../words/words.js';
import './stage.css';

/** The demonstration's sign-in page: one click, no password. */
export function SignIn({ part }: { part: string }) {
  const [person, setPerson] = useState<Person | 'unknown' | 'failed' | null>(null);

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

  if (person === null) return <p class="seintje-stage-quiet">{t('demo.starting')}</p>;
  if (person === 'failed') {
    return (
      <Card>
        <h1>{t('demo.failed')}</h1>
        <p>{t('demo.failed-next')}</p>
        <Button onPress={() => setPerson(null)}>{t('demo.again')}</Button>
      </Card>
    );
  }
  if (person === 'unknown') {
    return (
      <Card>
        <h1>{t('demo.unknown')}</h1>
        <p>{t('demo.unknown-next')}</p>
        <p>
          <a class="seintje-button" href="/">
            {t('demo.to-stage')}
          </a>
        </p>
      </Card>
    );
  }
  return (
    <Card>
      <h1>{t('demo.sign-in')}</h1>
      <p>{t('demo.sign-in-why', { name: person.name })}</p>
      <p>{person.roles.map(({ title, schoolName }) => (schoolName ? `${title}, ${schoolName}` : title)).join(' · ')}</p>
      <Button kind="primary" onPress={go}>
        {t('demo.sign-in-as', { name: person.name })}
      </Button>
    </Card>
  );
}
