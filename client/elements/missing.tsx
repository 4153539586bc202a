import { missing } from '../loading/loading.js';
import { t } from '../words/words.js';
import { Button } from './button.js';

/** A part of the page that could not be loaded is asked for again and again; meanwhile nobody has to guess why nothing happens. */
export function Missing({ isMissing = missing.value > 0 }: { isMissing?: boolean }) {
  return (
    <div class="seintje-sticky">
      <div role="alert">
        {isMissing && (
          <div class="seintje-notice seintje-missing" data-tone="failure">
            <p>{t('frame.missing')}</p>
            <Button kind="small" onPress={() => location.reload()}>
              {t('app.reload')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
