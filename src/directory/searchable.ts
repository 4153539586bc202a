import { like, type SQL, type SQLWrapper } from 'drizzle-orm';

/**
 * Words as they are searched: without capitals, accents and typographic apostrophes, so that no database extension is needed,
 * and without control characters and lone surrogates, which PostgreSQL refuses.
 */
export function searchable(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[‘’ʼ`]/g, "'")
    .toLowerCase()
    .replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();
}

/** What a person is searched by. */
export function personSearch({ name, email }: { name: string; email: string }): string {
  return searchable(`${name} ${email}`);
}

/** Conditions that every word of a query is in a column of searchable text. */
export function containing(column: SQLWrapper, query: string): SQL[] {
  const words = searchable(query).split(' ');
  return words.map((word) => like(column as SQL, `%${word.replace(/[\\%_]/g, '\\$&')}%`));
}
