import type { Live } from '../connection/live.js';
import { Card } from '../elements/card.js';
import { t } from '../words/words.js';

/** What an administrator may know: that signals are not for them. */
export function AdministratorPage({ live }: { live: Live }) {
  return (
    <Card>
      <h1>{t('app.administrator')}</h1>
      <p>{t('app.administrator-why')}</p>
      <p>{t('app.administrator-state', { name: live.me.value?.name ?? '' })}</p>
    </Card>
  );
}
