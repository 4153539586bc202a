import type { Sector } from '../../src/contract/index.js';
import type { Fault } from '../elements/error-summary.js';
import { Field, FieldGroup, TextInput } from '../elements/field.js';
import { RadioCards } from '../elements/radio-cards.js';
import { t } from '../words/words.js';

const SECTORS = ['po', 'vo', 'mbo'] as const satisfies Sector[];
/** As people write a number; empty where there is none. */
export const PHONE = /^(|\+?[\d ()/-]{6,25})$/;

/** What a school is, as it is typed. */
export interface Described {
  name: string;
  place: string;
  sector: Sector | null;
  phone: string;
}

export const NO_FIELDS: Described = { name: '', place: '', sector: null, phone: '' };

/** What is wrong with it, each at its field. A telephone number may come later. */
export function describedFaults({ name, place, sector, phone }: Described): Fault[] {
  const faults: Fault[] = [];
  if (name.trim() === '') faults.push({ field: 'school-name', text: t('school.name.missing') });
  if (place.trim() === '') faults.push({ field: 'school-place', text: t('school.place.missing') });
  if (sector === null) faults.push({ field: 'school-sector', text: t('school.sector.missing') });
  if (!PHONE.test(phone.trim())) faults.push({ field: 'school-phone', text: t('school.phone.wrong') });
  return faults;
}

interface SchoolFieldsProps {
  fields: Described;
  onChange: (fields: Described) => void;
  errorOf: (field: string) => string | undefined;
}

export function SchoolFields({ fields, onChange, errorOf }: SchoolFieldsProps) {
  const text = (key: 'name' | 'place' | 'phone', most: number, hint?: string) => (
    <Field id={`school-${key}`} label={t(`school.${key}`)} hint={hint} error={errorOf(`school-${key}`)}>
      <TextInput
        id={`school-${key}`}
        value={fields[key]}
        onInput={(value) => onChange({ ...fields, [key]: value.slice(0, most) })}
        hint={hint}
        error={errorOf(`school-${key}`)}
      />
    </Field>
  );
  return (
    <>
      {text('name', 100)}
      {text('place', 100)}
      <FieldGroup id="school-sector" label={t('school.sector')} error={errorOf('school-sector')}>
        <RadioCards
          id="school-sector"
          label={t('school.sector')}
          choices={SECTORS.map((value) => ({ value, label: t(`counts.sector.${value}`) }))}
          chosen={fields.sector}
          onChoose={(value) => onChange({ ...fields, sector: SECTORS.find((one) => one === value) ?? null })}
        />
      </FieldGroup>
      {text('phone', 25, t('school.phone.hint'))}
    </>
  );
}
