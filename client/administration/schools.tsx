import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { SchoolListed, SchoolsListed, SchoolState } from '../../src/contract/index.js';
import { Button } from '../elements/button.js';
import { Field, TextInput } from '../elements/field.js';
import { LiveRegion } from '../elements/live-region.js';
import { Loading } from '../elements/loading.js';
import { PageHead } from '../elements/page-head.js';
import { t } from '../words/words.js';
import { AddSchool } from './add-school.js';
import { Imports } from './imports.js';
import { type Outcome, Told } from './outcome.js';
import { type Place, type PlaceProps, useReturn } from './place.js';
import { SchoolPlace } from './school.js';
import { STATES, statesLine } from './school-words.js';
import './schools.css';
import { useSchools } from './schools-found.js';

/** How things stand with the schools, in a line on the start. */
export function SchoolsStanding({ live, isShown }: Pick<PlaceProps, 'live' | 'isShown'>) {
  const { found, search } = useSchools(live);
  useReturn(isShown, search);
  if (!found) return null;
  return <p class="seintje-standing">{statesLine(found.states) || t('schools.none.short')}</p>;
}

/** The schools of the organisation: searched while typing, by state. */
export function SchoolsPlace({ live, go, isShown }: PlaceProps) {
  const schools = useSchools(live);
  const removed = useRef<string | null>(null);
  const outcome = useSignal<Outcome | null>(null);
  const { found, query, state, code } = schools;
  useReturn(isShown, async () => {
    const name = removed.current;
    removed.current = null;
    outcome.value = null;
    await schools.search();
    // What led away is gone with it: what became of it takes the focus.
    if (name) outcome.value = { said: 'school.removed', name, link: null };
  });
  const placeOf = ({ code: which, name }: Pick<SchoolListed, 'code' | 'name'>): Place => {
    const onRemoved = () => (removed.current = name);
    return (inside) => <SchoolPlace {...inside} code={which} name={name} onRemoved={onRemoved} />;
  };
  const open = (school: SchoolListed) => go(placeOf(school));
  const add = () => go((inside) => <AddSchool {...inside} onAdded={(school) => inside.go(placeOf(school), true)} />);
  const hasNone = found !== null && Object.values(found.states).every((count) => count === 0);

  return (
    <div class="seintje-page">
      <PageHead title={t('schools.title')} />
      <Told outcome={outcome.value} />
      {hasNone ? (
        <section class="seintje-rest">
          <h2>{t('schools.none')}</h2>
          <div class="seintje-choices">
            <Button kind="primary" onPress={() => go((inside) => <Imports {...inside} />)}>
              {t('schools.import')}
            </Button>
            <Button onPress={add}>{t('schools.add')}</Button>
          </div>
        </section>
      ) : (
        <div class="seintje-choices">
          <Button onPress={add}>{t('schools.add')}</Button>
        </div>
      )}
      {!hasNone && (
        <section class="seintje-aside" aria-label={t('schools.title')}>
          <Field id="schools-search" label={t('schools.search')}>
            <TextInput id="schools-search" search value={query} onInput={schools.type} />
          </Field>
          {found && <States states={found.states} chosen={state} onChoose={schools.only} />}
          <LiveRegion role="status" text={found ? t('schools.count', { count: found.total }) : ''} />
          <Loading isLoading={!found} code={code} title={t('schools.failed')} onAgain={schools.search} />
          {found && found.total === 0 && <p class="seintje-quiet">{t('schools.count', { count: 0 })}</p>}
          <ul class="seintje-people-found" translate={false}>
            {found?.schools.map((school) => (
              <Row key={school.code} school={school} onOpen={() => open(school)} />
            ))}
          </ul>
          {found && found.total > found.schools.length && (
            <p class="seintje-quiet">{t('schools.more', { count: found.total - found.schools.length })}</p>
          )}
        </section>
      )}
    </div>
  );
}

interface StatesProps {
  states: SchoolsListed['states'];
  chosen: SchoolState | null;
  onChoose: (state: SchoolState | null) => void;
}

function States({ states, chosen, onChoose }: StatesProps) {
  const all = STATES.reduce((sum, state) => sum + states[state], 0);
  const choice = (state: SchoolState | null, words: string) => (
    <button
      key={state}
      type="button"
      class="seintje-button seintje-button-small"
      aria-pressed={chosen === state}
      onClick={() => onChoose(state)}
    >
      {words}
    </button>
  );
  return (
    <div class="seintje-states" role="group" aria-label={t('schools.which')}>
      {choice(null, t('schools.all', { count: all }))}
      {[...STATES].reverse().map((state) => choice(state, t(`schools.only.${state}`, { count: states[state] })))}
    </div>
  );
}

function Row({ school, onOpen }: { school: SchoolListed; onOpen: () => void }) {
  const { name, place, state, reachable, warnings } = school;
  const standing = [
    place,
    t(`school.state.${state}`),
    ...(state === 'not-ready' ? [] : [t('schools.reachable', { count: reachable })]),
  ];
  return (
    <li class="seintje-entry seintje-person">
      <h2>
        <button type="button" class="seintje-entry-way" onClick={onOpen}>
          {name}
        </button>
      </h2>
      <span class="seintje-quiet seintje-small">{standing.join(' · ')}</span>
      {warnings > 0 && <span class="seintje-person-standing">{t('schools.warnings', { count: warnings })}</span>}
    </li>
  );
}
