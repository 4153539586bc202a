import { Entry } from '../elements/card.js';
import { type Key, t } from '../words/words.js';
import { AddPerson } from './add-person.js';
import { Imports } from './imports.js';
import { NotReadyPlace } from './not-ready.js';
import type { Place, PlaceProps } from './place.js';
import type { SchoolNames } from './words.js';

/** Where the start leads to. */
const ENTRANCES: { title: Key; what: Key; place: Place }[] = [
  { title: 'import.title', what: 'import.what', place: (inside) => <Imports {...inside} /> },
  { title: 'not-ready.title', what: 'not-ready.what', place: (inside) => <NotReadyPlace {...inside} /> },
];

export function WaysIn({ go, schools }: Pick<PlaceProps, 'go'> & { schools: SchoolNames }) {
  return (
    <>
      {ENTRANCES.map(({ title, what, place }) => (
        <Entry key={title} level={2} title={t(title)} onOpen={() => go(place)}>
          <p class="seintje-quiet">{t(what)}</p>
        </Entry>
      ))}
      <Entry level={2} title={t('admin.add')} onOpen={() => go((inside) => <AddPerson {...inside} schools={schools} />)}>
        <p class="seintje-quiet">{t('admin.add.entrance')}</p>
      </Entry>
    </>
  );
}
