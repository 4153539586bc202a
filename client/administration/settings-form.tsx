import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Organisation, OrganisationSettings } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { attend } from '../elements/attention.js';
import { Button } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { ErrorSummary, type Fault } from '../elements/error-summary.js';
import { Field, FieldGroup, TextInput } from '../elements/field.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { RadioCards } from '../elements/radio-cards.js';
import { t } from '../words/words.js';
import { MinutesField } from './minutes-field.js';
import { PHONE } from './school-fields.js';
import { faultsIn, settingsOf, type Time, typedOf } from './setting.js';

const GROUPS = [
  ['admin.settings.day', ['windowMinutes', 'cutoffMinutes']],
  ['admin.settings.waiting', ['repeat', 'amber', 'call', 'callBeforeBell']],
  ['admin.settings.school', ['choose', 'walk']],
] as const satisfies [string, Time[]][];

/** Every setting with what it means on a morning, and its default. */
export function SettingsForm({ live, organisation: { settings, defaults } }: { live: Live; organisation: Organisation }) {
  const typed = useSignal(typedOf(settings));
  const approves = useSignal(settings.approveDevices);
  const phone = useSignal(settings.phone);
  const attempts = useSignal(0);
  /** How often something was saved: each time it is said anew. */
  const saved = useSignal(0);
  /** How often all was put back: each time the question is over. */
  const resets = useSignal(0);
  const { code, attempt, proof } = useProvenAttempt(live);
  const usual = typedOf(defaults);
  const faults = [...faultsOf(phone.value), ...faultsIn(typed.value)];
  const shown = attempts.value > 0 ? faults : [];

  async function save(chosen: OrganisationSettings): Promise<boolean> {
    saved.value = 0;
    if (!(await attempt(() => live.rest.put('/v1/organisation/settings', chosen)))) return false;
    attempts.value = 0;
    typed.value = typedOf(chosen);
    approves.value = chosen.approveDevices;
    phone.value = chosen.phone;
    saved.value++;
    return true;
  }

  async function submit(): Promise<void> {
    attempts.value++;
    if (faults.length === 0) await save(settingsOf(typed.value, { approveDevices: approves.value, phone: phone.value.trim() }));
  }

  async function reset(): Promise<void> {
    // A number has no default.
    if (await save({ ...defaults, phone: settings.phone })) resets.value++;
  }

  const errorOf = (name: string) => shown.find((fault) => fault.field === name)?.text;
  const field = (name: Time) => (
    <MinutesField
      key={name}
      name={name}
      value={typed.value[name]}
      usual={Number(usual[name])}
      error={errorOf(name)}
      onInput={(value) => {
        typed.value = { ...typed.value, [name]: value };
        saved.value = 0;
      }}
    />
  );
  return (
    <form class="seintje-stack" noValidate autocomplete="off" onSubmit={(event) => event.preventDefault()}>
      <ErrorSummary faults={shown.map(withQuestion)} attempt={attempts.value} />
      <div class="seintje-stack" inert={proof !== null}>
        <Card>
          <h2>{t('admin.settings.reachable')}</h2>
          <Field id="phone" label={t('admin.setting.phone')} hint={t('admin.setting.phone.what')} error={errorOf('phone')}>
            <TextInput
              id="phone"
              value={phone.value}
              onInput={(value) => {
                phone.value = value.slice(0, 25);
                saved.value = 0;
              }}
              hint={t('admin.setting.phone.what')}
              error={errorOf('phone')}
            />
          </Field>
        </Card>
        {GROUPS.map(([title, names]) => (
          <Card key={title}>
            <h2>{t(title)}</h2>
            {names.map(field)}
          </Card>
        ))}
        <Card>
          <h2>{t('admin.settings.signing-in')}</h2>
          {field('stepUpMinutes')}
          <FieldGroup id="approve" label={t('admin.setting.approve')} hint={t('admin.setting.approve.what')}>
            <RadioCards
              id="approve"
              label={t('admin.setting.approve')}
              choices={[
                { value: 'no', label: t('admin.setting.approve.no') },
                { value: 'yes', label: t('admin.setting.approve.yes') },
              ]}
              chosen={approves.value ? 'yes' : 'no'}
              onChoose={(value) => {
                approves.value = value === 'yes';
                saved.value = 0;
              }}
            />
          </FieldGroup>
        </Card>
      </div>
      <Problem code={code} />
      <Saved key={saved.value} isSaved={saved.value > 0} />
      {proof ?? (
        <div class="seintje-choices">
          <Button kind="primary" submits onPress={submit}>
            {t('admin.save')}
          </Button>
          <Confirm
            key={resets.value}
            label={t('admin.settings.reset')}
            question={t('admin.settings.reset.ask')}
            yes={t('admin.settings.reset.yes')}
            onYes={reset}
          />
        </div>
      )}
    </form>
  );
}

function faultsOf(phone: string): Fault[] {
  return PHONE.test(phone.trim()) ? [] : [{ field: 'phone', text: t('school.phone.wrong') }];
}

/** Which question, because the sentence alone fits several. */
function withQuestion({ field, text }: Fault): Fault {
  return { field, text: `${t(`admin.setting.${field as Time | 'phone'}`)} ${text}` };
}

function Saved({ isSaved }: { isSaved: boolean }) {
  const words = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (isSaved) attend(words.current);
  }, []);
  return (
    <div role="status" class="seintje-live">
      {isSaved && (
        <Notice tone="done">
          <p ref={words} tabIndex={-1}>
            {t('admin.settings.saved')}
          </p>
        </Notice>
      )}
    </div>
  );
}
