import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PersonFound } from '../../src/contract/index.js';
import { Button } from '../elements/button.js';
import { Loading } from '../elements/loading.js';
import type { Code } from '../elements/problem.js';
import { PageHead } from '../elements/page-head.js';
import { t } from '../words/words.js';
import { AddPerson } from './add-person.js';
import { PeopleList } from './people-list.js';
import { personOf, usePeople } from './people.js';
import { Person } from './person.js';
import { type PlaceProps, useReturn } from './place.js';

/** The people of the organisation. */
export function PeoplePlace({ live, go, isShown }: PlaceProps) {
  const people = usePeople(live);
  useReturn(isShown, people.search);
  return (
    <div class="seintje-page">
      <PageHead title={t('admin.people')} />
      <div class="seintje-choices">
        <Button onPress={() => go((inside) => <AddPerson {...inside} />)}>{t('admin.add')}</Button>
      </div>
      <PeopleList
        people={people}
        onOpen={(known) => go((inside) => <PersonPlace {...inside} id={known.id} name={known.name} known={known} />)}
      />
    </div>
  );
}

interface PersonPlaceProps extends PlaceProps {
  id: string;
  name: string;
  /** What was found a while ago; null: nothing yet. */
  known?: PersonFound | null;
}

/** Somebody's page, from wherever their name stands. */
export function PersonPlace({ live, id, name, known = null }: PersonPlaceProps) {
  const person = useSignal(known);
  const code = useSignal<Code | null>(null);

  async function load(): Promise<void> {
    const answer = await personOf(live, id, name);
    code.value = typeof answer === 'string' ? answer : null;
    if (typeof answer !== 'string') person.value = answer;
  }
  useEffect(() => {
    if (!known) void load();
  }, []);

  if (person.value) return <Person live={live} person={person.value} onChanged={(changed) => (person.value = changed)} />;
  return (
    <div class="seintje-page">
      <PageHead title={name} translate={false} />
      <Loading isLoading code={code.value} title={t('admin.person.failed')} onAgain={load} />
    </div>
  );
}
