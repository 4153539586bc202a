import type { AdministrationRecord } from '../../src/contract/index.js';
import { isKey, t } from '../words/words.js';

export interface Deed {
  said: string;
  tone: 'calm' | 'signal';
}

/** What was done, or tried: "Petra van Dam uitnodigen". */
export function deedOf({ action, object }: Pick<AdministrationRecord, 'action' | 'object'>): string {
  const key = `admin.record.${action}`;
  const name = object ?? t('admin.record.nobody');
  return capital(t(isKey(key) ? key : 'admin.record.other', { name, known: object === null ? 'no' : 'yes' }));
}

/** What came of it: done, asked, or why not. */
export function resultOf(result: string): Deed {
  if (result === 'done') return { said: t('admin.record.done'), tone: 'calm' };
  if (result === 'asked') return { said: t('admin.record.asked'), tone: 'signal' };
  const why = `admin.record.why.${result}`;
  return { said: t(isKey(why) ? why : 'admin.record.refused'), tone: 'signal' };
}

/** Where a sentence begins. */
export function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
