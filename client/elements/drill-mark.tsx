import { t } from '../words/words.js';

/** Stands wherever something is a drill, in every role: nobody may take it for real, nor a real one for a drill. */
export function DrillMark() {
  return <span class="seintje-drill">{t('drill.mark')}</span>;
}
