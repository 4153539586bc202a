import type { ComponentChildren } from 'preact';
import type { Key } from '../words/words.js';
import { Imports } from './imports.js';
import { NotReadyPlace } from './not-ready.js';
import { PeoplePlace } from './people-place.js';
import type { Place, PlaceProps } from './place.js';
import { Records } from './records.js';
import { Settings } from './settings.js';
import { SchoolsPlace, SchoolsStanding } from './schools.js';

/** A place that the start leads to. */
interface Entrance {
  title: Key;
  /** What one does there, in a line. */
  what: Key;
  place: Place;
  /** How things stand there, where that helps. */
  Standing?: (props: Pick<PlaceProps, 'live' | 'isShown'>) => ComponentChildren;
}

/** From the start, in this order. */
export const ENTRANCES: Entrance[] = [
  {
    title: 'schools.title',
    what: 'schools.what',
    place: (inside) => <SchoolsPlace {...inside} />,
    Standing: SchoolsStanding,
  },
  { title: 'admin.people', what: 'admin.people.what', place: (inside) => <PeoplePlace {...inside} /> },
  { title: 'import.title', what: 'import.what', place: (inside) => <Imports {...inside} /> },
  { title: 'not-ready.title', what: 'not-ready.what', place: (inside) => <NotReadyPlace {...inside} /> },
  { title: 'admin.settings', what: 'admin.settings.place', place: ({ live }) => <Settings live={live} /> },
  { title: 'admin.records', what: 'admin.records.place', place: ({ live }) => <Records live={live} /> },
];
