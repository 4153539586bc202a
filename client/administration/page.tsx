import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { PersonFound } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { attend } from '../elements/attention.js';
import { Title } from '../elements/moment.js';
import { t } from '../words/words.js';
import './administration.css';
import { rowOf, PeopleList } from './people-list.js';
import { usePeople } from './people.js';
import { Person } from './person.js';
import { usePlace } from './place.js';
import { Records } from './records.js';
import { Requests } from './requests.js';
import { Settings } from './settings.js';

/** What else there is, each at a place of its own. */
const PLACES = { settings: Settings, records: Records };

/** The administrator's page: what waits for a decision, and the people of the organisation. Never a signal. */
export function AdministratorPage({ live }: { live: Live }) {
  const people = usePeople(live);
  const chosen = useSignal<PersonFound | null>(null);
  const place = useSignal<keyof typeof PLACES | null>(null);
  const { isAside, leave } = usePlace();
  const returnTo = useRef<string | null>(null);
  const person = isAside ? chosen.value : null;
  const Place = isAside && place.value ? PLACES[place.value] : null;

  // Back to the row that led away.
  useEffect(() => {
    if (person) returnTo.current = rowOf(person);
    else if (Place) returnTo.current = place.value;
    else if (returnTo.current) attend(document.getElementById(returnTo.current));
  }, [person === null, Place]);

  function open(found: PersonFound): void {
    place.value = null;
    chosen.value = found;
    leave();
  }

  function go(to: keyof typeof PLACES): void {
    chosen.value = null;
    place.value = to;
    leave();
  }

  if (Place) return <Place live={live} />;
  if (person) {
    return (
      <Person
        key={person.id}
        live={live}
        person={person}
        people={people}
        onChanged={(changed) => {
          // An answer about somebody who is not shown any more.
          if (chosen.peek()?.id === changed.id) chosen.value = changed;
          void people.search();
        }}
      />
    );
  }
  return (
    <div class="seintje-page">
      <Title>{t('admin.title')}</Title>
      <Requests live={live} onDecided={people.search} />
      <PeopleList people={people} onOpen={open} />
      <nav class="seintje-places" aria-label={t('admin.title')}>
        {(['settings', 'records'] as const).map((name) => (
          <div key={name} class="seintje-entry seintje-person">
            <h2>
              <button type="button" id={name} class="seintje-entry-way" onClick={() => go(name)}>
                {t(`admin.${name}`)}
              </button>
            </h2>
            <span class="seintje-quiet seintje-small">{t(`admin.${name}.place`)}</span>
          </div>
        ))}
      </nav>
      <p class="seintje-quiet seintje-small">{t('admin.no-signals')}</p>
    </div>
  );
}
