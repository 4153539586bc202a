import type { RefusalCode } from '../contract/index.js';
import { statusOfRefusal } from '../identity/index.js';
import { fieldsOf, schemaOf } from './body.js';
import type { Controller, Described, DescribedController } from './described.js';
import { type Argument, type Reflected, routesOf } from './reflected.js';
import type { Components, Json } from './schema.js';
import { VERSION } from './version.js';

const INFO = {
  title: 'Seintje',
  version: VERSION,
  description:
    'Signing in, and the administration of who sends and receives Handle with Care signals. Signals themselves travel over ' +
    'websockets, sealed. Moments are milliseconds since 1970 (UTC), days ISO 8601 dates in the Netherlands.',
  // NL API Design Rules, /core/doc-openapi-contact.
  contact: { name: 'The maintainers of Seintje', url: 'https://seintje.example' },
  license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
};

const PROBLEM: Json = {
  type: 'object',
  description: 'RFC 9457, with a code from a closed list',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { const: 'about:blank' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
  },
};

const VERSIONED = { 'API-Version': { $ref: '#/components/headers/API-Version' } };

/**
 * OpenAPI 3.1 of these controllers (NL API Design Rules, /core/doc-openapi): what Nest and class-validator know of a route, and
 * beside it what is described.
 * @throws Error for a route that is not described
 */
export function document(controllers: object[], described: DescribedController[]): object {
  const schemas: Components = { Problem: PROBLEM };
  const paths: Record<string, Json> = {};
  for (const controller of controllers as Controller[]) {
    const known = described.find((each) => each.controller === controller);
    for (const route of routesOf(controller)) {
      const told = known?.routes[route.name];
      if (!told) throw new Error(`${controller.name}.${route.name} has no line in src/openapi/routes.ts`);
      for (const path of route.paths) {
        const operation = operationOf(controller, route, told, path, schemas);
        paths[path] = { ...paths[path], [route.verb]: operation };
      }
    }
  }
  return {
    openapi: '3.1.0',
    info: INFO,
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths: sorted(paths),
    components: {
      schemas: sorted(schemas),
      headers: { 'API-Version': { description: 'The full version', schema: { type: 'string' } } },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT (RFC 9068)' } },
    },
  };
}

function operationOf({ name }: Controller, route: Reflected, told: Described<never>, path: string, schemas: Components): Json {
  const subject = name.replace(/Controller$/, '');
  const body = bodyOf(route, told, schemas);
  return {
    operationId: `${subject}.${route.name}${path === route.paths[0] ? '' : '.versioned'}`,
    summary: told.summary,
    tags: [subject],
    ...(route.isOpen && { security: [] }),
    parameters: [...parametersOf(path), ...route.given.flatMap((given) => queryOf(given, schemas))].map((parameter) =>
      parameter.in === 'path' && route.given.some(({ isUuid, name }) => isUuid && name === parameter.name)
        ? { ...parameter, schema: { type: 'string', format: 'uuid' } }
        : parameter,
    ),
    ...(body && { requestBody: body }),
    responses: { ...answerOf(route, told, schemas), ...refusalsOf(route, told) },
  };
}

function parametersOf(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function queryOf({ from, name, type }: Argument, schemas: Components): Json[] {
  if (from !== 'query') return [];
  if (name !== null) return [{ name, in: 'query', schema: { type: 'string' } }];
  const { required, properties } = fieldsOf(type, schemas);
  return Object.entries(properties).map(([field, schema]) => ({
    ...{ name: field, in: 'query', required: required.includes(field) },
    // What may be null in a body can only be absent in an address.
    schema: (schema.anyOf as Json[] | undefined)?.[0] ?? schema,
  }));
}

function bodyOf({ given }: Reflected, { takesFiles }: Described<never>, schemas: Components): Json | null {
  const body = given.find(({ from }) => from === 'body');
  if (takesFiles) {
    const { required, properties } = body ? fieldsOf(body.type, schemas) : { required: [], properties: {} };
    const schema = { type: 'object', required: [...required, 'files'], properties: { ...properties, files: FILES } };
    return { required: true, content: { 'multipart/form-data': { schema } } };
  }
  if (!body) return null;
  const field = body.isUuid ? { type: 'string', format: 'uuid' } : {};
  const schema =
    body.name === null
      ? schemaOf(body.type, schemas)
      : { type: 'object', required: [body.name], properties: { [body.name]: field } };
  return { required: true, content: { 'application/json': { schema } } };
}

const FILES = { type: 'array', items: { type: 'string', format: 'binary' } };

function answerOf({ status }: Reflected, { as, answers }: Described<never>, schemas: Components): Json {
  const headers = VERSIONED;
  if (as === 'redirect') return { 303: { description: 'Where the browser goes', headers: { ...headers, Location: LOCATION } } };
  if (!answers) return { [status]: { description: 'Done', headers } };
  return {
    [status]: { description: 'Done', headers, content: { [as ?? 'application/json']: { schema: answers.write(schemas) } } },
  };
}

const LOCATION = { schema: { type: 'string' } };
const RETRY = { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } };

/** By status, which codes there can be: those of its guards and pipes, and those that are described. */
function refusalsOf({ verb, isOpen, isGuarded, given }: Reflected, { as, refuses, takesFiles }: Described<never>): Json {
  if (as === 'redirect') return {};
  const reads = given.some(({ from, name, isUuid }) => from !== 'path' || name === null || isUuid);
  const codes = new Set<RefusalCode>([
    ...(isOpen ? [] : (['unauthorised', 'session-ended'] as const)),
    ...(isGuarded || (isOpen && verb !== 'get') ? (['not-allowed'] as const) : []),
    ...(reads || takesFiles ? (['malformed'] as const) : []),
    ...refuses,
    ...(['too-fast', 'internal'] as const),
  ]);
  const statuses = new Map<number, RefusalCode[]>();
  for (const code of codes) statuses.set(statusOfRefusal(code), [...(statuses.get(statusOfRefusal(code)) ?? []), code]);
  return Object.fromEntries([...statuses].map(([status, some]) => [status, refusal(status, some)]));
}

function refusal(status: number, codes: RefusalCode[]): Json {
  const schema = { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }] };
  return {
    description: codes.join(', '),
    headers: status === 429 ? { ...VERSIONED, ...RETRY } : VERSIONED,
    content: { 'application/problem+json': { schema } },
  };
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
