import { missing } from '../loading/loading.js';
import { t } from '../words/words.js';
import { Button } from './button.js';

/** After so many attempts to load a part, another one is not likely to help. */
const FEW = 3;

/** A part of the page that could not be loaded is asked for again and again; meanwhile nobody has to guess why nothing happens. */
export function Missing({ failures = missing.value }: { failures?: number }) {
  return (
    <div class="seintje-sticky">
      <div role="alert">
        {failures > 0 && (
          <div class="seintje-notice seintje-missing" data-tone="failure">
            <p>{t(failures < FEW ? 'frame.missing' : 'frame.missing.reload')}</p>
            <Button kind="small" onPress={() => location.reload()}>
              {t('app.reload')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
