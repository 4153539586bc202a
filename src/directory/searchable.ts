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
