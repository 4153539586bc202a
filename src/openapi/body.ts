import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import type { Components, Json } from './schema.js';

type Class = new () => object;
type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const string = (more: Json = {}): Json => ({ type: 'string', ...more });

const TIME = string({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
const SCHOOL_DAY = { type: 'object', required: ['bell', 'end'], properties: { bell: TIME, end: TIME } };

/** What each rule of class-validator that is used here says in JSON Schema. */
const KEYWORDS: Record<string, (...constraints: never[]) => Json> = {
  isString: () => string(),
  isAscii: () => string(),
  isEmail: () => string({ format: 'email' }),
  isUuid: () => string({ format: 'uuid' }),
  isIso8601: () => string({ format: 'date' }),
  minLength: (minLength: number) => string({ minLength }),
  maxLength: (maxLength: number) => string({ maxLength }),
  isLength: (minLength: number, maxLength: number) => string({ minLength, maxLength }),
  matches: (pattern: RegExp) => string({ pattern: pattern.source }),
  isIn: (values: unknown[]) => ({ enum: values }),
  equals: (value: unknown) => ({ const: value }),
  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  min: (minimum: number) => ({ minimum }),
  max: (maximum: number) => ({ maximum }),
  isObject: () => ({ type: 'object' }),
  isArray: () => ({ type: 'array' }),
  arrayMinSize: (minItems: number) => ({ type: 'array', minItems }),
  arrayMaxSize: (maxItems: number) => ({ type: 'array', maxItems }),
  areHours: () => ({ type: 'object', patternProperties: { '^[1-7]$': SCHOOL_DAY }, additionalProperties: false }),
  doNotOverlap: () => ({ description: 'None begins before the one before it has ended.' }),
  arrayUnique: () => ({ type: 'array', uniqueItems: true }),
};

/** What a class takes, by its own rules, and nothing beside it; among the components, under its name. */
export function schemaOf(type: Class, components: Components): Json {
  components[type.name] ??= { type: 'object', additionalProperties: false, ...fieldsOf(type, components) };
  return { $ref: `#/components/schemas/${type.name}` };
}

/** @throws Error where a rule is used of which it is not known here what it says */
export function fieldsOf(type: Class, components: Components): { required: string[]; properties: Record<string, Json> } {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const names = [...new Set(rules.map(({ propertyName }) => propertyName))];
  const of = (name: string) => rules.filter(({ propertyName }) => propertyName === name);
  return {
    required: names.filter((name) => of(name).every((rule) => isAsked(rule, {}))),
    properties: Object.fromEntries(names.map((name) => [name, fieldOf(type, name, of(name), components)])),
  };
}

function fieldOf(type: Class, name: string, rules: Rule[], components: Components): Json {
  const field: Json = {};
  const items: Json = {};
  for (const rule of rules) Object.assign(rule.each ? items : field, keywordsOf(rule, type, components));
  if (Object.keys(items).length > 0) Object.assign(field, { type: 'array', items });
  const takesNull = !rules.every((rule) => isAsked(rule, { [name]: null }));
  return takesNull && Object.keys(field).length > 0 ? { anyOf: [field, { type: 'null' }] } : field;
}

function keywordsOf(rule: Rule, type: Class, components: Components): Json {
  if (rule.type === 'conditionalValidation') return {};
  if (rule.type === 'nestedValidation') return nested(rule, type, components);
  const name = rule.name ?? ownRule(rule);
  const keywords = KEYWORDS[name];
  if (!keywords) throw new Error(`${type.name}.${rule.propertyName}: say in src/openapi/body.ts what the rule ${name} means`);
  return keywords(...((rule.constraints ?? []) as never[]));
}

/** The name of a rule that is a class of ours. */
function ownRule({ constraintCls }: Rule): string {
  return getMetadataStorage().getTargetValidatorConstraints(constraintCls)[0]?.name ?? '';
}

/** A class in a class, or a list of them: of which, only the transformer knows. */
function nested({ propertyName, each }: Rule, type: Class, components: Components): Json {
  const isList = Reflect.getMetadata('design:type', type.prototype as object, propertyName) === Array;
  const made = plainToInstance(type, { [propertyName]: isList ? [{}] : {} }) as Record<string, object | object[]>;
  const inner = schemaOf([made[propertyName]!].flat()[0]!.constructor as Class, components);
  return isList && !each ? { type: 'array', items: inner } : inner;
}

/** Whether the other rules of the property are looked at. */
function isAsked({ type, constraints, propertyName }: Rule, given: Record<string, unknown>): boolean {
  if (type !== 'conditionalValidation') return true;
  const [condition] = constraints as [(object: object, value: unknown) => boolean];
  return condition(given, given[propertyName]);
}
