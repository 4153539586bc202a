import { useEffect, useState } from 'preact/hooks';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { Languages } from '../elements/frame.js';
import { type Demonstration, fetchDemonstration, schoolsOf } from './people.js';
import { PeopleList } from './people-list.js';
import { Trio } from './trio.js';
import { t } from '../words/words.js';
import './stage.css';

/** The demonstration's first page: one signal's three people beside each other, and everybody else beneath. */
export function Stage() {
  const [found, setFound] = useState<Demonstration | 'failed' | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);

  useEffect(() => {
    if (found === null) fetchDemonstration().then(setFound, () => setFound('failed'));
  }, [found]);

  if (found === null) return <p class="seintje-stage-quiet">{t('demo.starting')}</p>;
  if (found === 'failed') {
    return (
      <main class="seintje-stage-quiet">
        <Card>
          <h1>{t('demo.failed')}</h1>
          <p>{t('demo.failed-next')}</p>
          <Button onPress={() => setFound(null)}>{t('demo.again')}</Button>
        </Card>
      </main>
    );
  }

  const schools = schoolsOf(found);
  const playable = schools.filter(({ trio }) => trio);
  const school =
    playable.find(({ code }) => code === chosen) ??
    playable.find(({ trio }) => trio?.recipient === found.stage?.recipient && trio?.teacher === found.stage?.teacher) ??
    playable[0];
  const trio = school?.trio ?? found.stage;
  const nameOf = (id: string) => found.people.find((person) => person.id === id)?.name ?? '';

  return (
    <main class="seintje-stage">
      <header class="seintje-stage-head">
        <div>
          <h1>{t('demo.title')}</h1>
          <p>{t('demo.intro')}</p>
        </div>
        <label class="seintje-stage-school">
          {t('demo.school')}
          <select value={school?.code} onChange={(event) => setChosen(event.currentTarget.value)}>
            {playable.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </header>
      {trio && (
        <>
          <p class="seintje-stage-try">{t('demo.try', { school: school?.name ?? '', teacher: nameOf(trio.teacher) })}</p>
          <Trio key={Object.values(trio).join()} people={trio} persons={found.people} />
          <p class="seintje-stage-ideas">{t('demo.ideas')}</p>
        </>
      )}
      <PeopleList people={found.people} schools={schools} />
      <div>
        <Languages />
      </div>
    </main>
  );
}
