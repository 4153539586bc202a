import { Entry } from '../elements/card.js';
import { Title } from '../elements/moment.js';
import { t } from '../words/words.js';
import type { PlaceProps } from './place.js';
import { ENTRANCES } from './places.js';
import { Requests } from './requests.js';

/** What waits for a decision, and the ways into everything else. */
export function Start({ live, go, isShown }: PlaceProps) {
  return (
    <div class="seintje-page">
      <Title>{t('admin.title')}</Title>
      <Requests live={live} go={go} isShown={isShown} />
      <div class="seintje-entrances">
        {ENTRANCES.map(({ title, what, place, Standing }) => (
          <Entry key={title} level={2} title={t(title)} onOpen={() => go(place)}>
            <p class="seintje-quiet">{t(what)}</p>
            {Standing && <Standing live={live} isShown={isShown} />}
          </Entry>
        ))}
      </div>
      <p class="seintje-quiet seintje-small">{t('admin.no-signals')}</p>
    </div>
  );
}
