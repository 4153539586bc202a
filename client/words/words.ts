import { effect, signal } from '@preact/signals';
import { IntlMessageFormat } from 'intl-messageformat';
import { dictionary, fetchWords, type Language } from './dictionary.js';
import type { Key } from './nl.js';
import type { Pack } from './packs.js';

export type { Language } from './dictionary.js';
export type { Key } from './nl.js';
export type { Pack } from './packs.js';
type Values = Record<string, string | number>;

/** The language on screen; kept in memory only. Sets `<html lang>` (WCAG 3.1.1). */
export const language = signal<Language>('nl');

effect(() => {
  if (typeof document !== 'undefined') document.documentElement.lang = language.value;
});

/** The packs that pages have asked for. */
const asked = new Set<Pack | 'common'>(['common']);

/** Has the words of a page at hand, in the language on screen. Rejects where they cannot be loaded. */
export async function loadWords(pack: Pack): Promise<void> {
  // Whoever turns to another language meanwhile fetches it too.
  asked.add(pack);
  await fetchWords(language.peek(), pack);
}

let wanted: Language = 'nl';

/** Turns to a language once its words are here. Rejects where they cannot be loaded, and nothing has changed then. */
export async function speak(next: Language): Promise<void> {
  wanted = next;
  // Again, where a page asked for more meanwhile.
  for (let known = 0; known < asked.size;) {
    known = asked.size;
    await Promise.all([...asked].map((pack) => fetchWords(next, pack)));
  }
  // Of two presses the last one counts, whichever words come first.
  if (wanted === next) language.value = next;
}

/** Whether there is such a sentence. */
export function isKey(key: string): key is Key {
  return key in dictionary[language.value] || key in dictionary.nl;
}

const ready = new Map<string, IntlMessageFormat>();

/** A sentence in the language on screen; a component that calls it follows the language. */
export function t(key: Key, values?: Values): string {
  const locale = language.value;
  const message = dictionary[locale][key] ?? dictionary.nl[key];
  if (message === undefined) throw new Error(`no words for ${key}`);
  if (typeof message === 'string' && !message.includes('{')) return message;
  const id = `${locale}/${key}`;
  let format = ready.get(id);
  if (!format) ready.set(id, (format = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true })));
  return String(format.format(values?.phone ? { ...values, phone: unbroken(String(values.phone)) } : values));
}

/** A telephone number never breaks over two lines. */
function unbroken(phone: string): string {
  return phone.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011');
}

/** "Petra, Tom en Sanne", as the language on screen joins names. */
export function list(names: string[]): string {
  return new Intl.ListFormat(language.value, { type: 'conjunction' }).format(names);
}
