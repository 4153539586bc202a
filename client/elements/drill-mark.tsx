import { t } from '../words/words.js';

/** Stands wherever something is a drill, in every role: nobody may take it for real, nor a real one for a drill. */
export function DrillMark() {
  return <span class="seintje-drill">{t('drill.mark')}</span>;
}

/** As it is said aloud: nobody may take a drill for real. */
export function said(drill: boolean, text: string): string {
  return drill && text ? t('drill.said', { text }) : text;
}
