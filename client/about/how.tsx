import type { RoleName } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button, CallButton, Way } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { VEILIG_THUIS } from '../elements/parents-advice.js';
import { PageHead } from '../elements/page-head.js';
import { type Key, t } from '../words/words.js';
import './about.css';

const MELDCODE = 'https://www.rijksoverheid.nl/onderwerpen/huiselijk-geweld/meldcode';

/** How many steps each role has: what somebody reads in a minute. */
const STEPS: Record<RoleName, number> = { sender: 4, recipient: 5, teacher: 4, administrator: 4 };

/** "Hoe werkt het?", of every role that somebody has, and where to go with what is not a signal. */
export function HowPage({ live, onAccessibility }: { live: Live; onAccessibility: () => void }) {
  const roles = [...new Set((live.me.value?.roles ?? []).map(({ role }) => role))];
  return (
    <div class="seintje-page">
      <PageHead title={t('app.how')} lead={t('how.minute')} />
      {roles.map((role) => (
        <Card key={role}>
          {roles.length > 1 && <h2>{t(`how.role.${role}`)}</h2>}
          <ol class="seintje-story">
            {Array.from({ length: STEPS[role] }, (_, at) => at + 1).map((step) => (
              <li key={step}>
                <strong>{t(`how.${role}.${step}` as Key)}</strong> {t(`how.${role}.${step}.what` as Key)}
              </li>
            ))}
          </ol>
        </Card>
      ))}
      <Card>
        <div class="seintje-stack-close">
          <h2>{t('how.worried')}</h2>
          <p>{t('how.worried.what')}</p>
        </div>
        <div class="seintje-actions">
          <Way beside to={MELDCODE}>
            {t('how.meldcode')}
          </Way>
          <CallButton kind="secondary" phone={VEILIG_THUIS}>
            {t('how.veilig-thuis', { phone: VEILIG_THUIS })}
          </CallButton>
          <Button kind="plain" onPress={onAccessibility}>
            {t('app.accessibility')}
          </Button>
        </div>
      </Card>
    </div>
  );
}
