import { useSignal } from '@preact/signals';
import type { Hours, SchoolDetails, Sector, Weekday } from '../../src/contract/index.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { t } from '../words/words.js';
import { ChangeForm } from './form.js';
import { hoursFaults, HoursFields, hoursOf, typedOf } from './hours-fields.js';
import { type Outcome, Told } from './outcome.js';
import type { SchoolPartProps } from './school.js';
import { describedFaults, type Described, SchoolFields } from './school-fields.js';
import { USUAL_DAYS, weekdayName } from './school-words.js';

/** What its form is called. */
export const FACTS = 'facts';

/** Telephone, bell and end, and what the school is. */
export function SchoolFacts({ live, school, open, onOpen, onChanged }: SchoolPartProps) {
  const outcome = useSignal<Outcome | null>(null);
  return (
    <Card>
      <h2>{t('school.facts')}</h2>
      <Told outcome={outcome.value} />
      {open === FACTS ? (
        <FactsForm
          live={live}
          school={school}
          onClose={() => onOpen(null)}
          onDone={(changed) => {
            onOpen(null);
            onChanged(changed);
            outcome.value = { said: 'school.saved', name: school.name, link: null };
          }}
        />
      ) : (
        <>
          <dl class="seintje-facts">
            <dt>{t('school.phone')}</dt>
            <dd>{school.phone || t('school.unknown')}</dd>
            <Times hours={school.hours} />
          </dl>
          <div class="seintje-choices">
            <Button
              onPress={() => {
                outcome.value = null;
                onOpen(FACTS);
              }}
            >
              {t('school.facts.change')}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}

function Times({ hours }: { hours: Hours }) {
  const days = ([...USUAL_DAYS, 6, 7] as Weekday[]).filter((day) => day <= 5 || hours[day]);
  if (Object.keys(hours).length === 0) {
    return (
      <>
        <dt>{t('school.hours')}</dt>
        <dd>{t('school.unknown')}</dd>
      </>
    );
  }
  return (
    <>
      {days.map((day) => {
        const times = hours[day];
        return [
          <dt key={day}>{weekdayName(day)}</dt>,
          <dd key={`${day} times`}>{times ? t('school.times', times) : t('school.times.none')}</dd>,
        ];
      })}
    </>
  );
}

interface FormProps extends Pick<SchoolPartProps, 'live' | 'school'> {
  onClose: () => void;
  onDone: (changed: SchoolDetails) => void;
}

function FactsForm({ live, school, onClose, onDone }: FormProps) {
  const fields = useSignal<Described>(school);
  const typed = useSignal(typedOf(school.hours));
  const { name, place, sector, phone } = fields.value;
  return (
    <ChangeForm<SchoolDetails>
      live={live}
      title={t('school.facts.change')}
      two={false}
      faults={[...describedFaults(fields.value), ...hoursFaults(typed.value)]}
      ask={() =>
        live.rest.put(`/v1/schools/${school.code}`, {
          ...{ name, place, sector: sector as Sector, phone },
          hours: hoursOf(typed.value),
        })
      }
      onChanged={onDone}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <SchoolFields fields={fields.value} onChange={(next) => (fields.value = next)} errorOf={errorOf} />
          <HoursFields typed={typed.value} onChange={(next) => (typed.value = next)} errorOf={errorOf} />
        </>
      )}
    </ChangeForm>
  );
}
