import type { ComponentChildren } from 'preact';
import { ageOn } from '../../src/sealed/content.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { Moment } from '../elements/moment.js';
import { type Code, Problem } from '../elements/problem.js';
import { StepUp } from '../elements/step-up.js';
import { day, isoDate, isToday, longDate } from '../words/times.js';
import { t } from '../words/words.js';
import type { FaultyField } from './draft.js';
import type { Checked } from './sending.js';

interface CheckProps extends Checked {
  live: Live;
  /** Why the last attempt failed. */
  code: Code | null;
  onEdit: (field: FaultyField) => void;
  onSend: () => Promise<void>;
  /** What cannot wait. */
  children?: ComponentChildren;
}

/** L3: a last look (WCAG 3.3.4). The school is in the button: the wrong school is a data breach. */
export function Check({ live, content, school, drill, code, onEdit, onSend, children }: CheckProps) {
  const now = live.now.value;
  const rows: { field: FaultyField; term: string; value: string }[] = [
    { field: 'school', term: t('check.school'), value: t('form.school.row', { name: school.name, place: school.place }) },
    { field: 'name', term: t('check.name'), value: content.name },
    {
      field: 'date',
      term: t('check.date'),
      value: t('check.date.value', { date: longDate(content.dateOfBirth), age: ageOn(content.dateOfBirth, isoDate(now)) }),
    },
  ];
  const isUnproven = code === 'step-up-required';
  const target = !drill && school.target && !isToday(school.target.bellAt, now) ? day(school.target.bellAt, now) : null;
  return (
    <Moment
      focus
      drill={drill}
      title={t('check.title')}
      actions={
        !isUnproven && (
          <Button kind="primary" onPress={onSend}>
            {t(drill ? 'drill.send' : 'check.send', { school: school.name })}
          </Button>
        )
      }
    >
      <Card>
        <dl class="seintje-rows" translate={false}>
          {rows.map(({ field, term, value }) => (
            <div key={field}>
              <dt>{term}</dt>
              <dd>{value}</dd>
              {(field === 'school' || !drill) && (
                <dd>
                  <Button kind="plain" label={t('change.what', { what: term })} onPress={() => onEdit(field)}>
                    {t('change')}
                  </Button>
                </dd>
              )}
            </div>
          ))}
        </dl>
        {drill && <p class="seintje-quiet">{t('drill.made-up')}</p>}
        {target && <p class="seintje-over">{t('form.school.for', { day: target })}</p>}
      </Card>
      {isUnproven ? <StepUp focus live={live} onDone={onSend} /> : <SendProblem code={code} drill={drill} />}
      {children}
    </Moment>
  );
}

/** Why it was not sent, or that this is not known; nothing of the pupil. */
export function SendProblem({ code, drill }: { code: Code | null; drill: boolean }) {
  return (
    <Problem
      code={code}
      during={drill ? 'send-drill' : 'send'}
      title={t(code === 'no-answer' ? 'check.unsure' : 'check.failed')}
    />
  );
}
