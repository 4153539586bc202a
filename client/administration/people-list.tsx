import { Field, TextInput } from '../elements/field.js';
import { LiveRegion } from '../elements/live-region.js';
import { Loading } from '../elements/loading.js';
import type { PersonFound } from '../../src/contract/index.js';
import { t } from '../words/words.js';
import { MOST, type People } from './people.js';
import { rolesLine, standingOf } from './words.js';

/** Everybody with all the words that are typed in their name or address; of nothing typed, the first ones. */
export function PeopleList({ people, onOpen }: { people: People; onOpen: (person: PersonFound) => void }) {
  const { found, query, busy, code } = people;
  const count = found?.length ?? 0;
  const isFull = count === MOST;
  const result = t(count === 0 ? 'admin.people.none' : isFull ? 'admin.people.full' : 'admin.people.count', { count });
  return (
    <section class="seintje-aside">
      <Field id="people-search" label={t('admin.people.search')}>
        <TextInput id="people-search" search value={query} onInput={people.type} />
      </Field>
      <LiveRegion role="status" text={found ? result : ''} />
      <Loading isLoading={!found && busy} code={code} title={t('admin.people.failed')} onAgain={people.search} />
      {count > 0 && (
        <ul class="seintje-people-found" translate={false}>
          {found?.map((person) => (
            <Row key={person.id} person={person} onOpen={() => onOpen(person)} />
          ))}
        </ul>
      )}
      {found && (count === 0 || isFull) && <p class="seintje-quiet">{result}</p>}
    </section>
  );
}

function Row({ person, onOpen }: { person: PersonFound; onOpen: () => void }) {
  const standing = standingOf(person);
  return (
    <li class="seintje-entry seintje-person">
      <h2>
        <button type="button" class="seintje-entry-way" onClick={onOpen}>
          {person.name}
        </button>
      </h2>
      <span class="seintje-quiet seintje-small">{rolesLine(person)}</span>
      {standing && <span class="seintje-person-standing">{t(standing)}</span>}
    </li>
  );
}
