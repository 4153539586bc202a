import type { Colleague, SchoolDetails } from '../../src/contract/index.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { t } from '../words/words.js';

interface ColleaguesProps {
  school: SchoolDetails;
  onOpen: (person: string, name: string) => void;
  onAdd: () => void;
}

/** Who works at a school; each name leads to that person's page. */
export function Colleagues({ school: { contacts, teachers }, onOpen, onAdd }: ColleaguesProps) {
  return (
    <Card>
      <h2>{t('admin.people')}</h2>
      <Names title={t('school.contacts')} none={t('school.contacts.none')} people={contacts} onOpen={onOpen} />
      <Names title={t('school.teachers')} none={t('school.teachers.none')} people={teachers} onOpen={onOpen} />
      <p class="seintje-quiet seintje-small">{t('school.people.how')}</p>
      <div class="seintje-choices">
        <Button onPress={onAdd}>{t('admin.add')}</Button>
      </div>
    </Card>
  );
}

type NamesProps = Pick<ColleaguesProps, 'onOpen'> & { title: string; none: string; people: Colleague[] };

function Names({ title, none, people, onOpen }: NamesProps) {
  return (
    <section>
      <h3>{title}</h3>
      {people.length === 0 && <p class="seintje-quiet">{none}</p>}
      <ul class="seintje-colleagues" translate={false}>
        {people.map(({ person, name, title: job }) => (
          <li key={person}>
            <button type="button" class="seintje-button seintje-button-plain" onClick={() => onOpen(person, name)}>
              {name}
            </button>
            <span class="seintje-quiet seintje-small">{job}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
