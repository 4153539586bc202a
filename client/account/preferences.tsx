import { RadioCards } from '../elements/radio-cards.js';
import { Card } from '../elements/card.js';
import { type SoundChoice, soundChoice, SOUNDS, theme, THEMES } from '../elements/preferences.js';
import { ring, unlock } from '../elements/ringing.js';
import { t } from '../words/words.js';

/** How this device sounds, and how light it is: kept in this browser alone. @param rings whether alerts are heard here at all */
export function Preferences({ rings }: { rings: boolean }) {
  return (
    <>
      {rings && (
        <Card>
          <div class="seintje-stack-close">
            <h2>{t('account.sound')}</h2>
            <p class="seintje-quiet">{t('account.sound.what')}</p>
          </div>
          <RadioCards
            id="sound"
            label={t('account.sound')}
            choices={SOUNDS.map((value) => ({ value, label: t(`account.sound.${value}`) }))}
            chosen={soundChoice.value}
            onChoose={(value) => void hear(value as SoundChoice)}
          />
        </Card>
      )}
      <Card>
        <h2>{t('account.theme')}</h2>
        <RadioCards
          id="theme"
          label={t('account.theme')}
          choices={THEMES.map((value) => ({ value, label: t(`account.theme.${value}`) }))}
          chosen={theme.value}
          onChoose={(value) => (theme.value = value as (typeof THEMES)[number])}
        />
      </Card>
    </>
  );
}

async function hear(choice: SoundChoice): Promise<void> {
  soundChoice.value = choice;
  await unlock();
  ring();
}
