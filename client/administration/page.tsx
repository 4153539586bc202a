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
import { BatchPlace } from './batch-place.js';
import { useFurther } from './further.js';
import { Person } from './person.js';
import { usePlace } from './place.js';
import { Requests } from './requests.js';
import { WaysIn } from './ways-in.js';

/** The administrator's page: what waits for a decision, and the people of the organisation. Never a signal. */
export function AdministratorPage({ live }: { live: Live }) {
  const people = usePeople(live);
  const chosen = useSignal<PersonFound | null>(null);
  const { isAside, leave } = usePlace();
  const returnTo = useRef<string | null>(null);
  const person = isAside ? chosen.value : null;
  const { depth, further, go } = useFurther();

  // Back to the row that led away.
  useEffect(() => {
    if (person) returnTo.current = rowOf(person);
    else if (returnTo.current) attend(document.getElementById(returnTo.current));
  }, [person === null]);

  function open(found: PersonFound): void {
    chosen.value = found;
    leave();
  }

  if (further) return <div key={depth}>{further({ live, go, isShown: true })}</div>;
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
      <Requests
        live={live}
        onDecided={people.search}
        onOpen={({ id, kind }) => go((inside) => <BatchPlace {...inside} id={id} kind={kind} />)}
      />
      <WaysIn go={go} schools={people.schools} />
      <PeopleList people={people} onOpen={open} />
      <p class="seintje-quiet seintje-small">{t('admin.no-signals')}</p>
    </div>
  );
}
