import { t } from '../words/words.js';
import { Button } from './button.js';

/** From a page that has a place of its own in the browser's history to the one before it. */
export function WayBack() {
  return (
    <div class="seintje-way-back">
      <Button kind="plain" onPress={() => history.back()}>
        {t('back')}
      </Button>
    </div>
  );
}
