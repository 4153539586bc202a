import { effect, signal } from '@preact/signals';
import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './en.js';
import { type Key, type Messages, nl } from './nl.js';

export type { Key } from './nl.js';
export type Language = 'nl' | 'en';
type Values = Record<string, string | number>;

const MESSAGES: Record<Language, Messages> = { nl, en };

/** The language on screen; kept in memory only. Sets `<html lang>` (WCAG 3.1.1). */
export const language = signal<Language>('nl');

effect(() => {
  if (typeof document !== 'undefined') document.documentElement.lang = language.value;
});

const ready = new Map<string, IntlMessageFormat>();

/** A sentence in the language on screen; a component that calls it follows the language. */
export function t(key: Key, values?: Values): string {
  const locale = language.value;
  const message = MESSAGES[locale][key];
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
