import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, Delete, Get, Param } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsCreditCard, IsInt, ValidateNested } from 'class-validator';
import { REFUSALS } from '../../src/contract/index.js';
import { schemaOf } from '../../src/openapi/body.js';
import { answers, described } from '../../src/openapi/described.js';
import { document } from '../../src/openapi/document.js';
import { text } from '../../src/openapi/schema.js';
import { Asker, type Answer } from '../support/administration.js';
import { controllersOf, methodsOf } from '../support/gateways.js';
import { misfits, resolved } from '../support/json-schema.js';
import { withApp } from '../support/start-app.js';

type Json = Record<string, unknown>;
interface Operation {
  operationId: string;
  security?: Json[];
  parameters: { name: string; in: string; required?: boolean; schema: Json }[];
  requestBody?: { content: Record<string, { schema: Json }> };
  responses: Record<string, { content?: Record<string, { schema: Json }>; headers: Json }>;
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const context = withApp();
let api: Json & { paths: Record<string, Record<string, Operation>>; components: Record<string, Json> };
let response: Response;
beforeAll(async () => {
  response = await fetch(`${context.app.url}/openapi.json`, { headers: { origin: 'https://elsewhere.example' } });
  api = (await response.json()) as typeof api;
});

const operations = () =>
  Object.entries(api.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation })),
  );

describe('the description of the API', () => {
  test('[R-API-1] is there for everybody, from every origin, under the version and beside it', async () => {
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(await (await fetch(`${context.app.url}/v1/openapi.json`)).json()).toEqual(api);
    expect(api.info).toMatchObject({ title: 'Seintje', version, contact: { name: expect.any(String) } });
  });

  test('[R-API-1] is in every answer by its version, also in a refusal, and in no page', async () => {
    const versionOf = async (path: string) => (await fetch(context.app.url + path)).headers.get('api-version');
    for (const path of ['/openapi.json', '/v1/installation', '/v1/me', '/v1/nothing'])
      expect(await versionOf(path)).toBe(version);
    expect(await versionOf('/')).toBeNull();
  });

  test('[R-API-2] has exactly the routes that the router answers', () => {
    interface Layer {
      route?: { path: string; methods: Record<string, boolean> };
    }
    const { stack } = (context.app.running.app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } }).router;
    const answered = stack.flatMap(({ route }) =>
      route ? Object.keys(route.methods).map((verb) => `${verb} ${route.path.replace(/:(\w+)/g, '{$1}')}`) : [],
    );
    expect(
      operations()
        .map(({ path, verb }) => `${verb} ${path}`)
        .sort(),
    ).toEqual([...new Set(answered)].sort());
    expect(answered.length).toBeGreaterThan(40);
  });

  test('[R-API-2] says of each whether it takes a token, as its guard does', async () => {
    const open = controllersOf(context.app)
      .flatMap(methodsOf)
      .filter(({ handle }) => Reflect.hasMetadata('seintje:open', handle));
    expect(operations().filter(({ operation }) => operation.security).length).toBe(open.length + 1);
    for (const { path, verb, operation } of operations()) {
      if (verb !== 'get' || path.includes('openid')) continue;
      const { status } = await fetch(context.app.url + path.replace(/\{\w+\}/g, randomUUID()));
      expect([path, status]).toEqual([path, operation.security ? 200 : 401]);
    }
  });

  test('[R-API-2] is valid OpenAPI', () => {
    expect(api.openapi).toMatch(/^3\.1\.\d+$/);
    expect(Object.keys(api).sort()).toEqual(['components', 'info', 'openapi', 'paths', 'security', 'servers']);
    const refs = [...JSON.stringify(api).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!);
    for (const ref of refs) expect([ref, typeof resolved(ref, api)]).toEqual([ref, 'object']);
    for (const name of Object.keys(api.components.schemas!)) expect(name).toMatch(/^[A-Za-z]+$/);
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, verb, operation } of operations()) {
      expect(path).toMatch(/^(\/([a-z0-9]+([-.][a-z]+)*|\{[a-zA-Z]+\}))+$/);
      const inPath = operation.parameters.filter((each) => each.in === 'path');
      expect([path, inPath.map(({ name }) => `{${name}}`)]).toEqual([path, path.match(/\{\w+\}/g) ?? []]);
      for (const { name, in: where, required, schema } of operation.parameters) {
        expect([path, ['path', 'query'].includes(where), typeof schema]).toEqual([path, true, 'object']);
        if (where === 'path') expect([name, required]).toEqual([name, true]);
      }
      if (verb === 'get') expect(operation.requestBody).toBeUndefined();
      const statuses = Object.keys(operation.responses);
      expect(statuses.filter((status) => /^[23]/.test(status))).toHaveLength(1);
      for (const { headers } of Object.values(operation.responses)) expect(headers).toHaveProperty('API-Version');
    }
  });

  test('[R-API-2] has nothing personal in an address', () => {
    const names = operations().flatMap(({ operation }) => operation.parameters.map(({ name }) => name));
    expect([...new Set(names)].sort()).toEqual(ADDRESSED);
  });

  test('[R-API-2] cannot leave out a route, or a rule of a body', () => {
    @Controller('v1/new')
    class NewController {
      @Get(':id')
      read(@Param('id') id: string): string {
        return id;
      }

      @Delete()
      forgotten(): void {}
    }
    const read = { read: answers('Reads', text) };
    expect(() => document([NewController], [])).toThrow('NewController.read has no line in src/openapi/routes.ts');
    // @ts-expect-error -- a route is missing
    const partly = described(NewController, read);
    expect(() => document([NewController], [partly])).toThrow('NewController.forgotten has no line in src/openapi/routes.ts');

    class InnerDto {
      @IsInt({ each: true })
      @ArrayMaxSize(7)
      days: number[];
    }
    class ListDto {
      @ValidateNested({ each: true })
      @Type(() => InnerDto)
      inner: InnerDto[];
    }
    const components: Record<string, Json> = {};
    schemaOf(ListDto, components);
    expect([components.ListDto!.properties, components.InnerDto!.properties]).toEqual([
      { inner: { type: 'array', items: { $ref: '#/components/schemas/InnerDto' } } },
      { days: { type: 'array', items: { type: 'integer' }, maxItems: 7 } },
    ]);

    class NewDto {
      @IsCreditCard()
      number: string;
    }
    expect(() => schemaOf(NewDto, {})).toThrow('NewDto.number: say in src/openapi/body.ts what the rule isCreditCard means');
  });
});

/** All that ever stands in an address. */
const ADDRESSED = ['again', 'before', 'code', 'id', 'issuer', 'school', 'session'];

describe('what is asked and answered', () => {
  const operationOf = (verb: string, path: string) => api.paths[path]![verb.toLowerCase()]!;

  function fits(verb: string, path: string, { status, body }: Answer): void {
    const described = operationOf(verb, path).responses[String(status)];
    if (!described) throw new Error(`${verb} ${path}: ${status} is not described`);
    const [content] = Object.values(described.content ?? {});
    expect([verb, path, content ? misfits(body, content.schema, api) : body]).toEqual([verb, path, content ? [] : null]);
  }
  const takes = (verb: string, path: string, body: object) =>
    misfits(body, operationOf(verb, path).requestBody!.content['application/json']!.schema, api);

  test('[R-API-2] fits its description', async () => {
    const femke = await Asker.signsIn(context.app, 'Femke Ooms');
    const [mo, petra] = [await context.app.personId('Mo Benali'), await context.app.personId('Petra van Dam')];
    const asks = async (verb: string, path: string, body?: object, real = path) => {
      if (body) expect([path, takes(verb, `/v1/${path}`, body)]).toEqual([path, []]);
      fits(verb, `/v1/${path}`, await femke.asks(verb, real, body));
    };
    for (const path of ['me', 'sessions', 'passkeys', 'installation', 'organisation', 'counts', 'demonstration'])
      await asks('GET', path);
    await asks('POST', 'people/search', { query: 'e' });
    for (const verb of ['POST', 'DELETE']) await asks(verb, 'absences', { person: petra, day: '2027-01-12' });
    await asks('GET', 'groups', undefined, 'groups?school=99AA00');
    await asks('GET', 'groups', undefined, 'groups?school=x');
    for (const person of [mo, petra, randomUUID(), 'x']) {
      await asks('POST', 'people/{id}/invitation', undefined, `people/${person}/invitation`);
      await asks('GET', 'people/{id}/sessions', undefined, `people/${person}/sessions`);
      const role = { role: 'teacher', school: '99AA00', title: 'leerkracht' };
      await asks('POST', 'people/{id}/roles', role, `people/${person}/roles`);
      await asks('PUT', 'people/{id}/address', { email: 'nieuw@delinde.example' }, `people/${person}/address`);
    }
    await asks('DELETE', 'people/{id}/sessions', undefined, `people/${mo}/sessions`);
    await asks('GET', 'requests');
    await asks('GET', 'records');
    await asks('POST', 'requests/{id}/refusal', undefined, `requests/${randomUUID()}/refusal`);
    const { body } = await femke.asks('GET', 'organisation');
    await asks('PUT', 'organisation/settings', (body as { defaults: object }).defaults);
    const refused = await femke.asks('GET', 'people/x/sessions');
    expect((refused.body as { code: string }).code).toBe('malformed');
  });

  test('[R-API-2] of a body, what is refused does not fit either', () => {
    const roles = (body: object) => takes('POST', '/v1/people/{id}/roles', body);
    const role = { role: 'sender', school: null, title: 'leerplichtambtenaar' };
    expect(roles(role)).toEqual([]);
    for (const bad of [{ role: 'director' }, { school: 'x' }, { title: '' }, { more: 1 }, { title: 1 }])
      expect([bad, roles({ ...role, ...bad })]).not.toEqual([bad, []]);
    const { title: _, ...less } = role;
    expect(roles(less)).toEqual(['$: required']);
    const { school: __, ...without } = role;
    expect(roles(without)).toEqual(['$: required']);
  });

  test('[R-REFUSE-3] every code is of the closed list', () => {
    const codes = operations().flatMap(({ operation }) =>
      Object.values(operation.responses).flatMap(({ content }) => {
        const schema = content?.['application/problem+json']?.schema as {
          allOf: [Json, { properties: { code: { enum: string[] } } }];
        };
        return schema?.allOf[1].properties.code.enum ?? [];
      }),
    );
    expect(REFUSALS).toEqual(expect.arrayContaining([...new Set(codes)]));
  });
});
