/** Words inside a name that have no capital. */
const SMALL = new Set(['aan', 'bij', 'de', 'den', 'der', 'en', 'het', 'in', 'op', 'te', 'ten', 'ter', 'van', "'t", "'s"]);

/** A name of a place that is written in capitals, as people write it: `'S-GRAVENHAGE` is 's-Gravenhage. */
export function inNormalCase(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name.toLowerCase().replace(/[^\s-]+/g, (word, at: number) => {
    const isFirst = at === 0;
    if (word.startsWith("'") || (!isFirst && SMALL.has(word))) return word;
    return word.replace(/^(\P{L}*)(ij|\p{L})/u, (_, before: string, letter: string) => before + letter.toUpperCase());
  });
}
