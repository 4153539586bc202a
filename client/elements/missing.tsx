import { missing } from '../loading/loading.js';
import { t } from '../words/words.js';
import { Button } from './button.js';
import { Notice } from './card.js';

/** A part of the page that could not be loaded is asked for again and again; meanwhile nobody has to guess why nothing happens. */
export function Missing() {
  return (
    <div role="alert" class="seintje-live">
      {missing.value > 0 && (
        <Notice tone="failure">
          {t('frame.missing')}{' '}
          <Button kind="small" onPress={() => location.reload()}>
            {t('app.reload')}
          </Button>
        </Notice>
      )}
    </div>
  );
}
