import { useSignal } from '@preact/signals';
import type { DeviceUse, RoleName } from '../../src/contract/index.js';
import type { Live, Result } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Moment } from '../elements/moment.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { RadioCards } from '../elements/radio-cards.js';
import { t } from '../words/words.js';

interface DeviceQuestionProps {
  live: Live;
  /** What was answered before; null: nothing. */
  before: DeviceUse | null;
  onDone?: () => void;
  onBack?: () => void;
}

/** "Wie gebruikt dit apparaat?": where the key is kept follows from it, and whether names are ever shown here. */
export function DeviceQuestion({ live, before, onDone, onBack }: DeviceQuestionProps) {
  const chosen = useSignal<DeviceUse | null>(before);
  const missing = useSignal(false);
  const { code, attempt, proof } = useProvenAttempt(live);
  const roles = live.me.value?.roles.map(({ role }) => role) ?? [];

  async function decide(): Promise<void> {
    const use = chosen.peek();
    missing.value = use === null;
    if (use === null) return document.getElementById('device')?.focus();
    if (await attempt<Result>(() => live.decide(use))) onDone?.();
  }

  return (
    <Moment
      focus
      title={t('device.question')}
      actions={
        <>
          <Button kind="primary" onPress={decide}>
            {t('form.next')}
          </Button>
          {onBack && (
            <Button kind="plain" onPress={onBack}>
              {t('back')}
            </Button>
          )}
        </>
      }
    >
      <RadioCards
        id="device"
        label={t('device.question')}
        choices={usesFor(roles).map((use) => ({ value: use, label: t(`device.${use}`), note: consequenceOf(use, roles) }))}
        chosen={chosen.value}
        onChoose={(use) => {
          chosen.value = use as DeviceUse;
          missing.value = false;
        }}
      />
      <div role="alert" class="seintje-live">
        {missing.value && <p class="seintje-error">{t('device.missing')}</p>}
      </div>
      <Problem code={code} />
      {proof}
    </Moment>
  );
}

/** A sender's or an administrator's page is not for a class to look at. */
function usesFor(roles: RoleName[]): DeviceUse[] {
  return isAtSchool(roles) ? ['own', 'shared', 'board'] : ['own', 'shared'];
}

function consequenceOf(use: DeviceUse, roles: RoleName[]): string {
  if (use !== 'own') return t(`device.${use}.then`);
  return t(roles.every((role) => role === 'recipient' || role === 'teacher') ? 'device.own.then' : 'device.own.then.day');
}

function isAtSchool(roles: RoleName[]): boolean {
  return roles.includes('recipient') || roles.includes('teacher');
}
