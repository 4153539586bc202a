import type { Colleague } from '../../src/contract/index.js';
import { Card } from '../elements/card.js';
import { t } from '../words/words.js';

interface ColleaguesProps {
  title: string;
  /** Said where there is nobody. */
  none: string;
  people: Colleague[];
  onOpen: (person: string, name: string) => void;
}

/** Who works at a school; each name leads to that person's page. */
export function Colleagues({ title, none, people, onOpen }: ColleaguesProps) {
  return (
    <Card>
      <h2>{title}</h2>
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
      <p class="seintje-quiet seintje-small">{t('school.people.how')}</p>
    </Card>
  );
}
