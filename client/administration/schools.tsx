import { useSignal } from '@preact/signals';
import type { SchoolListed, SchoolsListed, SchoolState } from '../../src/contract/index.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { Field, TextInput } from '../elements/field.js';
import { LiveRegion } from '../elements/live-region.js';
import { Loading } from '../elements/loading.js';
import { Title } from '../elements/moment.js';
import { WayBack } from '../elements/way-back.js';
import { t } from '../words/words.js';
import { AddSchool } from './add-school.js';
import { type PlaceProps, useReturn } from './place.js';
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
  const isAdding = useSignal(false);
  const { found, query, state, code } = schools;
  useReturn(isShown, schools.search);
  const open = ({ code: which, name }: Pick<SchoolListed, 'code' | 'name'>) =>
    go((inside) => <SchoolPlace {...inside} code={which} name={name} />);
  const hasNone = found !== null && Object.values(found.states).every((count) => count === 0);

  return (
    <div class="seintje-page">
      <header class="seintje-stack-close">
        <Title focus>{t('schools.title')}</Title>
        <WayBack />
      </header>
      {isAdding.value ? (
        <Card>
          <AddSchool
            live={live}
            onClose={() => (isAdding.value = false)}
            onAdded={(school) => {
              isAdding.value = false;
              open(school);
            }}
          />
        </Card>
      ) : (
        <section class={hasNone ? 'seintje-rest' : 'seintje-stack-close'}>
          {hasNone && <h2>{t('schools.none')}</h2>}
          <div class="seintje-row">
            <Button kind={hasNone ? 'primary' : 'secondary'} onPress={() => (isAdding.value = true)}>
              {t('schools.add')}
            </Button>
          </div>
          {hasNone && <p class="seintje-quiet seintje-small">{t('schools.list-hint')}</p>}
        </section>
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
  const { name, place, state, warnings } = school;
  return (
    <li class="seintje-entry seintje-person">
      <h2>
        <button type="button" class="seintje-entry-way" onClick={onOpen}>
          {name}
        </button>
      </h2>
      <span class="seintje-quiet seintje-small">
        {place} · {t(`school.state.${state}`)}
      </span>
      {warnings > 0 && <span class="seintje-person-standing">{t('schools.warnings', { count: warnings })}</span>}
    </li>
  );
}
