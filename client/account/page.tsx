import { useSignal } from '@preact/signals';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { PageHead } from '../elements/page-head.js';
import { t } from '../words/words.js';
import './account.css';
import { DeviceQuestion } from './device-question.js';
import { Notifications } from './notifications.js';
import { OwnPasskeys } from './passkeys.js';
import { Preferences } from './preferences.js';
import { Sessions } from './sessions.js';

interface AccountProps {
  live: Live;
  demonstration: boolean;
  /** The way to "Wat weet Seintje nu?"; null: there is none from here. */
  onMemory: (() => void) | null;
}

/** "Mijn apparaten": where somebody is signed in, who uses this device, and what they sign in with. */
export function AccountPage({ live, demonstration, onMemory }: AccountProps) {
  const isAsking = useSignal(false);
  const use = live.me.value?.use ?? null;
  const close = () => (isAsking.value = false);
  if (isAsking.value) return <DeviceQuestion live={live} before={use} onDone={close} onBack={close} />;
  return (
    <div class="seintje-page">
      <PageHead title={t('app.account')} />
      <Card>
        <h2>{t('device.question')}</h2>
        {use && <p>{t(`device.${use}`)}</p>}
        <div class="seintje-actions">
          <Button onPress={() => (isAsking.value = true)}>{t('change')}</Button>
        </div>
      </Card>
      <Notifications live={live} />
      <Sessions key={`${use}`} live={live} />
      {/* Nobody signs in with a passkey there. */}
      {!demonstration && <OwnPasskeys live={live} />}
      <Preferences rings={live.me.value?.roles.some(({ role }) => role === 'recipient') ?? false} />
      {onMemory && (
        <Card>
          <h2>{t('memory.title')}</h2>
          <p>{t('memory.way')}</p>
          <div class="seintje-actions">
            <Button onPress={onMemory}>{t('look')}</Button>
          </div>
        </Card>
      )}
    </div>
  );
}
