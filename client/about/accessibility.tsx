import { Card } from '../elements/card.js';
import { PageHead } from '../elements/page-head.js';
import { t } from '../words/words.js';
import './about.css';

/** What everybody can rely on, what nobody has tried yet, and where to go with what does not work. */
export function AccessibilityPage() {
  return (
    <div class="seintje-page">
      <PageHead title={t('app.accessibility')} lead={t('accessibility.aim')} />
      <Card>
        <h2>{t('accessibility.tested')}</h2>
        <ul class="seintje-points">
          <li>{t('accessibility.tested.keyboard')}</li>
          <li>{t('accessibility.tested.zoom')}</li>
          <li>{t('accessibility.tested.contrast')}</li>
          <li>{t('accessibility.tested.motion')}</li>
          <li>{t('accessibility.tested.every')}</li>
        </ul>
      </Card>
      <Card>
        <h2>{t('accessibility.untested')}</h2>
        <ul class="seintje-points">
          <li>{t('accessibility.untested.aloud')}</li>
          <li>{t('accessibility.untested.people')}</li>
        </ul>
      </Card>
      <Card>
        <div class="seintje-stack-close">
          <h2>{t('accessibility.trouble')}</h2>
          <p>{t('accessibility.trouble.what')}</p>
          <p class="seintje-quiet">{t('accessibility.statement')}</p>
        </div>
      </Card>
    </div>
  );
}
