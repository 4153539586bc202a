import { t } from '../words/words.js';
import { Button } from './button.js';

/** On a small screen: something else cannot wait. It stays in sight and never takes the focus. */
export function Nudge({ text, onLook }: { text: string; onLook: () => void }) {
  return (
    <div class="seintje-nudge">
      <span>{text}</span>
      <Button kind="small" onPress={onLook}>
        {t('look')}
      </Button>
    </div>
  );
}
