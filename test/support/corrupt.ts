/** Stands for a number that JSON can say and JavaScript cannot hold. */
const INFINITE = '@1e309@';

/** As it would travel. */
export function toJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(`"${INFINITE}"`, '1e309');
}

type Json = Record<string, unknown>;

/**
 * Every way to miss, add or mistype one key, at any depth; each named by its path.
 * @param free paths of strings that may be any string, or null
 */
export function* corruptions(sound: object, canary: string, free: string[] = []): Generator<{ what: string; payload: object }> {
  for (const { path, at } of objectsIn(sound)) {
    yield { what: `${path} with a note`, payload: changed(sound, at, (object) => (object.note = canary)) };
    for (const key of Object.keys(valueAt(sound, at))) {
      const here = `${path}.${key}`;
      yield { what: `${here} missing`, payload: changed(sound, at, (object) => delete object[key]) };
      const value = (valueAt(sound, at) as Json)[key];
      const strings = free.includes(key) ? [] : [canary, null];
      const junks: unknown[] = [...strings, 1, INFINITE, true, [], {}, [value], { toString: canary }];
      // Where null or a truth value is expected, it is no junk.
      for (const junk of junks.filter((each) => (typeof value === 'boolean' ? typeof each !== 'boolean' : each !== value)))
        yield { what: `${here} as ${toJson(junk)}`, payload: changed(sound, at, (object) => (object[key] = junk)) };
    }
  }
}

/** The same key, `path` where it is to be read and `at` where it is to be reached. */
function* objectsIn(value: unknown, path = '', at: string[] = []): Generator<{ path: string; at: string[] }> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield { path, at };
  for (const [key, part] of Object.entries(value)) yield* objectsIn(part, `${path}.${key}`, [...at, key]);
}

function valueAt(value: object, at: string[]): object {
  return at.reduce((part, key) => (part as Json)[key] as object, value);
}

function changed(sound: object, at: string[], change: (object: Json) => void): object {
  const copy = structuredClone(sound);
  change(valueAt(copy, at) as Json);
  return copy;
}
