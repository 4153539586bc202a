/** A JSON Schema (2020-12, as OpenAPI 3.1 has it). */
export type Json = { [keyword: string]: unknown };

/** Schemas by the name that others refer to them by. */
export type Components = Record<string, Json>;

/** The schema of exactly `T`: what does not follow its type does not compile. */
export interface Schema<T> {
  /** Writes the schema, and those that it refers to among the components. */
  write(components: Components): Json;
  /** Of the type system only; both ways, so that neither more nor less fits. */
  readonly exactly?: (value: T) => T;
}

/** Of no parts. */
function simple<T>(json: Json): Schema<T> {
  return { write: () => json };
}

export const text = simple<string>({ type: 'string' });
export const identifier = simple<string>({ type: 'string', format: 'uuid' });
export const date = simple<string>({ type: 'string', format: 'date' });
export const whole = simple<number>({ type: 'integer' });
/** The numbers from one to another, all of which have to be named. */
export const numbers = <T extends number>(all: Record<T, true>) =>
  simple<T>({ type: 'integer', enum: Object.keys(all).map(Number) });
export const flag = simple<boolean>({ type: 'boolean' });
/** Whatever another standard says that it is. */
export const foreign = <T>(description: string) => simple<T>({ type: 'object', description });

/** One number, word or truth. */
export const just = <T extends string | number | boolean>(value: T) => simple<T>({ const: value });

/** One of these, all of which have to be named. */
export const oneOf = <T extends string>(all: Record<T, true>) => simple<T>({ type: 'string', enum: Object.keys(all) });

export function listOf<T>(item: Schema<T>): Schema<T[]> {
  return { write: (components) => ({ type: 'array', items: item.write(components) }) };
}

export function orNull<T>(schema: Schema<T>): Schema<T | null> {
  return { write: (components) => ({ anyOf: [schema.write(components), { type: 'null' }] }) };
}

export function either<A, B>(one: Schema<A>, other: Schema<B>): Schema<A | B> {
  return { write: (components) => ({ anyOf: [one.write(components), other.write(components)] }) };
}

type Properties<T> = { [Key in keyof T]-?: Schema<Exclude<T[Key], undefined>> };
type Optional<T> = { [Key in keyof T]-?: undefined extends T[Key] ? Key : never }[keyof T];

/** @param optional those that may be absent */
export function object<T extends object>(properties: Properties<T>, optional: Optional<T>[] = []): Schema<T> {
  const entries = Object.entries(properties) as [string, Schema<unknown>][];
  return {
    write: (components) => ({
      type: 'object',
      required: entries.map(([key]) => key).filter((key) => !optional.map(String).includes(key)),
      properties: Object.fromEntries(entries.map(([key, schema]) => [key, schema.write(components)])),
    }),
  };
}

/** Stands among the components, and is referred to by its name. */
export function named<T>(name: string, schema: Schema<T>): Schema<T> {
  return {
    write: (components) => {
      components[name] ??= schema.write(components);
      return { $ref: `#/components/schemas/${name}` };
    },
  };
}
