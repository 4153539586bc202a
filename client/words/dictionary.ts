import { en } from './en.js';
import { type Messages, nl } from './nl.js';
import type { Pack } from './packs.js';

export type Language = 'nl' | 'en';

/**
 * The words that are here: all of them, in tests and in the gallery. The build puts another module in the place of this one, with
 * the common words in Dutch, and which fetches the others (vite/words.ts).
 */
export const dictionary: Record<Language, Partial<Messages>> = { nl, en };

/** Adds a pack in a language. Rejects where it cannot be loaded. */
export async function fetchWords(_language: Language, _pack: Pack | 'common'): Promise<void> {}
