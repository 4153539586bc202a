type Json = Record<string, unknown>;

/**
 * What does not fit a JSON Schema of the kind that our own description has: each as a path and a word. An answer may hold nothing
 * that is not described.
 */
export function misfits(value: unknown, schema: Json, root: Json, path = '$'): string[] {
  const within = (inner: unknown, part: unknown, at: string) => misfits(part, inner as Json, root, at);
  if (typeof schema.$ref === 'string') return within(resolved(schema.$ref, root), value, path);
  if (schema.allOf) return (schema.allOf as Json[]).flatMap((each) => misfits(value, { ...each, open: true }, root, path));
  if (schema.anyOf) {
    const tried = (schema.anyOf as Json[]).map((each) => within(each, value, path));
    return tried.some((each) => each.length === 0) ? [] : tried.flat();
  }
  const wrong = Object.entries(KEYWORDS).filter(([keyword, fits]) => keyword in schema && !fits(value, schema[keyword] as never));
  if (wrong.length > 0) return wrong.map(([keyword]) => `${path}: ${keyword}`);
  if (Array.isArray(value)) return value.flatMap((item, index) => within(schema.items ?? {}, item, `${path}[${index}]`));
  const { properties, open } = schema as { properties?: Json; open?: boolean };
  if (typeof value !== 'object' || value === null || !properties) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    if (key in properties) return within(properties[key], part, `${path}.${key}`);
    return open || schema.$ref ? [] : [`${path}.${key}: not described`];
  });
}

export function resolved(ref: string, root: Json): unknown {
  return ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (at as Json)?.[key], root);
}

const FORMATS: Record<string, RegExp> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
};
const isText = (value: unknown): value is string => typeof value === 'string';

const KEYWORDS: Record<string, (value: unknown, rule: never) => boolean> = {
  type: (value, type: string) => typeOf(value) === type || (type === 'number' && typeof value === 'number'),
  enum: (value, values: unknown[]) => values.includes(value),
  const: (value, only: unknown) => value === only,
  required: (value, keys: string[]) => keys.every((key) => key in Object(value)),
  format: (value, format: string) => !isText(value) || (FORMATS[format] ?? /^/).test(value),
  pattern: (value, pattern: string) => isText(value) && new RegExp(pattern, 'u').test(value),
  maxLength: (value, most: number) => isText(value) && value.length <= most,
  minimum: (value, least: number) => Number(value) >= least,
  maximum: (value, most: number) => Number(value) <= most,
};

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
