import { useSignal } from '@preact/signals';
import { SCHOOL_CODE, type SchoolDetails, type Sector } from '../../src/contract/index.js';
import { Card } from '../elements/card.js';
import { Field, TextInput } from '../elements/field.js';
import { PageHead } from '../elements/page-head.js';
import { t } from '../words/words.js';
import { ChangeForm } from './form.js';
import type { PlaceProps } from './place.js';
import { describedFaults, NO_FIELDS, SchoolFields } from './school-fields.js';

/** A school by hand: what it is, and under which code it is known. */
export function AddSchool({ live, onAdded }: Pick<PlaceProps, 'live'> & { onAdded: (school: SchoolDetails) => void }) {
  const code = useSignal('');
  const fields = useSignal(NO_FIELDS);
  const hint = t('admin.school.code.hint');
  const faults = describedFaults(fields.value);
  if (!SCHOOL_CODE.test(code.value)) faults.unshift({ field: 'school-code', text: t('admin.school.code.wrong') });
  return (
    <div class="seintje-page seintje-add-page">
      <PageHead title={t('schools.add')} />
      <Card>
        <ChangeForm<SchoolDetails>
          live={live}
          title={t('schools.add.which')}
          lead={t('schools.add.what')}
          two={false}
          faults={faults}
          ask={() => live.rest.post('/v1/schools', { code: code.value, ...fields.value, sector: fields.value.sector as Sector })}
          onChanged={onAdded}
          onClose={() => history.back()}
        >
          {(errorOf) => (
            <>
              <Field id="school-code" label={t('admin.school.code')} hint={hint} error={errorOf('school-code')}>
                <TextInput
                  id="school-code"
                  value={code.value}
                  onInput={(value) => (code.value = value.trim().toUpperCase())}
                  hint={hint}
                  error={errorOf('school-code')}
                />
              </Field>
              <SchoolFields fields={fields.value} onChange={(next) => (fields.value = next)} errorOf={errorOf} />
            </>
          )}
        </ChangeForm>
      </Card>
    </div>
  );
}
