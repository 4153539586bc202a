import { useSignal } from '@preact/signals';
import type { SchoolDetails } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Card } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { Loading } from '../elements/loading.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { PageHead } from '../elements/page-head.js';
import { t } from '../words/words.js';
import { AddPerson } from './add-person.js';
import { Groups } from './groups.js';
import { PersonPlace } from './people-place.js';
import { type PlaceProps, useReturn } from './place.js';
import { Colleagues } from './school-colleagues.js';
import { SchoolFacts } from './school-facts.js';
import { SchoolHolidays } from './school-holidays.js';
import { useSchool } from './school-loaded.js';
import { SchoolPath } from './school-path.js';
import './schools.css';

/** What the parts of a school's page share. */
export interface SchoolPartProps {
  live: Live;
  school: SchoolDetails;
  /** Which form is open, of all of them one. */
  open: string | null;
  onOpen: (which: string | null) => void;
  /** A change was done: this is how it is now. */
  onChanged: (school: SchoolDetails) => unknown;
  /** How it is now is to be asked. */
  onStale: () => Promise<void>;
}

type SchoolPlaceProps = PlaceProps & Pick<SchoolDetails, 'code' | 'name'> & { onRemoved: () => void };

/** A school: how far it is, what it is, who works there, and its groups. */
export function SchoolPlace({ live, go, isShown, code, name, onRemoved }: SchoolPlaceProps) {
  const { school, fault, load, show } = useSchool(live, code);
  const open = useSignal<string | null>(null);
  useReturn(isShown, load);
  const toPerson = (person: string, whose: string) => go((inside) => <PersonPlace {...inside} id={person} name={whose} />);

  function add(): void {
    if (school) go((inside) => <AddPerson {...inside} school={school} />);
  }

  const part = school && {
    live,
    school,
    open: open.value,
    onOpen: (which: string | null) => (open.value = which),
    onChanged: show,
    onStale: load,
  };
  return (
    <div class="seintje-page seintje-person-page">
      <PageHead
        title={school?.name ?? name}
        lead={school && `${school.place} · ${t(`counts.sector.${school.sector}`)} · ${code}`}
        translate={false}
      />
      <Loading isLoading={!school} code={fault} title={t('school.failed')} onAgain={load} />
      {part && (
        <>
          <SchoolPath {...part} onPerson={toPerson} onAdd={add} />
          <SchoolFacts {...part} />
          <Groups {...part} title={t('groups.title')} takesTwo />
          <Colleagues school={part.school} onOpen={toPerson} onAdd={add} />
          <SchoolHolidays {...part} />
          <Removal live={live} school={part.school} onRemoved={onRemoved} />
        </>
      )}
    </div>
  );
}

type RemovalProps = Pick<SchoolPartProps, 'live' | 'school'> & Pick<SchoolPlaceProps, 'onRemoved'>;

function Removal({ live, school: { code, name }, onRemoved }: RemovalProps) {
  const { code: problem, attempt, proof } = useProvenAttempt(live);

  async function remove(): Promise<void> {
    if (!(await attempt(() => live.rest.delete(`/v1/schools/${code}`)))) return;
    onRemoved();
    history.back();
  }

  return (
    <Card>
      <h2>{t('school.remove')}</h2>
      <p class="seintje-quiet">{t('school.remove.what')}</p>
      <Problem code={problem} />
      {proof ?? (
        <div class="seintje-choices">
          <Confirm
            label={t('school.remove.this')}
            question={t('school.remove.ask', { name })}
            yes={t('school.remove.yes')}
            onYes={remove}
          />
        </div>
      )}
    </Card>
  );
}
