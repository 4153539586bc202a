import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SchoolFound } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { drillPupil } from '../elements/drill-pupil.js';
import { FieldGroup } from '../elements/field.js';
import { Moment } from '../elements/moment.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { type Choice, RadioCards } from '../elements/radio-cards.js';
import { isoDate } from '../words/times.js';
import { t } from '../words/words.js';

/** Starts a drill for the contacts of an own school; it then arrives as any signal does. */
export function StartDrill({ live, onBack }: { live: Live; onBack: () => void }) {
  const schools = useSignal<SchoolFound[] | null>(null);
  const chosen = useSignal<string | null>(null);
  const loading = useAttempt();
  const starting = useAttempt();

  async function load(): Promise<void> {
    const found = await loading.attempt(() => live.drillSchools());
    if (!found) return;
    schools.value = found.schools;
    if (found.schools.length === 1) chosen.value = found.schools[0]!.code;
  }

  useEffect(() => void load(), []);

  const school = schools.value?.find(({ code }) => code === chosen.value);

  async function start(one: SchoolFound): Promise<void> {
    const pupil = drillPupil(one.sector, isoDate(live.now.value));
    const started = await starting.attempt(() => live.drill(pupil, one));
    // Another try is with the devices that are there by then.
    if (!started) await load();
  }

  return (
    <Moment
      focus
      drill
      title={t('drill.with-team')}
      lead={t('drill.with-team.what')}
      actions={
        <>
          {school && !faultOf(school) && (
            <Button kind="primary" onPress={() => start(school)}>
              {t('drill.start')}
            </Button>
          )}
          <Button kind="plain" onPress={onBack}>
            {t('back')}
          </Button>
        </>
      }
    >
      {schools.value && (
        <FieldGroup id="drill-school" label={t('drill.with-team.where')}>
          <RadioCards
            id="drill-school"
            label={t('drill.with-team.where')}
            choices={schools.value.map(choiceOf)}
            chosen={chosen.value}
            onChoose={(code) => (chosen.value = code)}
          />
        </FieldGroup>
      )}
      <div role="status" class="seintje-live">
        {!schools.value && !loading.code && <p class="seintje-quiet">{t('app.starting')}</p>}
      </div>
      <Problem code={loading.code ?? starting.code} during="drill" />
      {loading.code && (
        <Button kind="small" onPress={load}>
          {t('again')}
        </Button>
      )}
    </Moment>
  );
}

function choiceOf(school: SchoolFound): Choice {
  const { code: value, name: label, reachable: count } = school;
  const fault = faultOf(school);
  if (fault || count === 0) return { value, label, note: fault ?? t('drill.unreachable'), tone: 'signal' };
  return { value, label, note: t('form.school.reachable', { count }), tone: 'done' };
}

/** Why a school cannot drill now. */
function faultOf({ state, devices }: SchoolFound): string | null {
  if (state === 'not-ready') return t('drill.not-ready');
  return devices.length === 0 ? t('drill.unreadable') : null;
}
