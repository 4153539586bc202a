import type { Person, School } from './people.js';
import { t } from '../words/words.js';

/** Everybody who can be played, by organisation and school; each opens in a tab of its own. */
export function PeopleList({ people, schools }: { people: Person[]; schools: School[] }) {
  const organisations = new Map(people.map(({ organisation }) => [organisation.id, organisation.name]));
  return (
    <section class="seintje-people">
      <h2>{t('demo.people')}</h2>
      <p>{t('demo.people-how')}</p>
      {[...organisations].map(([organisation, name]) => (
        <section key={organisation}>
          <h3>{name}</h3>
          <div class="seintje-people-schools">
            <Group
              name={t('demo.organisation')}
              members={people
                .filter((person) => person.organisation.id === organisation)
                .flatMap((person) => person.roles.filter(({ school }) => !school).map(({ title }) => ({ person, title })))}
            />
            {schools
              .filter((school) => school.organisation === organisation)
              .map((school) => (
                <Group key={school.code} name={school.name} members={school.people} />
              ))}
          </div>
        </section>
      ))}
    </section>
  );
}

function Group({ name, members }: { name: string; members: School['people'] }) {
  return (
    <section class="seintje-people-school">
      <h4>{name}</h4>
      <ul>
        {members.map(({ person, title }) => (
          <li key={`${person.id} ${title}`}>
            <a href={`/deel/${person.id}`} target="_blank" rel="noopener">
              {person.name}
              <span class="seintje-unseen"> {t('new-tab')}</span>
            </a>
            <span class="seintje-people-title"> {title}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
