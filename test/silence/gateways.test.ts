import { describe, expect, test } from '@jest/globals';
import { RequestMethod, UseGuards } from '@nestjs/common';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { getMetadataStorage } from 'class-validator';
import type { CommandName } from '../../src/contract/index.js';
import { BodyPipe } from '../../src/identity/index.js';
import { Caller, Command, Gateway, IdDto } from '../../src/sockets/index.js';
import { RefusalFilter } from '../../src/sockets/refusal.filter.js';
import { RoleGuard, ROLES } from '../../src/sockets/role.guard.js';
import { controllersOf, gatewaysOf, type Handler, handlersOf, methodsOf } from '../support/gateways.js';
import { withApp } from '../support/start-app.js';

/** Every command of the contract: a missing or an unknown one does not compile. */
const COMMANDS = Object.keys({
  'session:renew': true,
  'device:approve': true,
  'device:refuse': true,
  'announcement:seen': true,
  'device:register': true,
  'presence:challenge': true,
  'presence:check-in': true,
  inbox: true,
  memory: true,
  'signal:restore': true,
  'signal:reseal': true,
  'copies:reseal': true,
  'copy:reseal': true,
  'presence:absent': true,
  'push:subscribe': true,
  'push:unsubscribe': true,
  'push:test': true,
  'schools:find': true,
  'schools:reach': true,
  'signal:send': true,
  'signal:withdraw': true,
  'signal:called': true,
  'drill:schools': true,
  'drill:send': true,
  'signal:open': true,
  'signal:read': true,
  'signal:take-over': true,
  'signal:hand-back': true,
  'teachers:list': true,
  'signal:pass-on': true,
  'signal:told': true,
  'signal:coming': true,
  'signal:parents': true,
  'signal:informed': true,
  'signal:return': true,
  'signal:complete': true,
  'copy:open': true,
  'signal:know': true,
  'signal:confer': true,
  'copy:informed': true,
} satisfies Record<CommandName, true>);

const WHO = ['everyone', 'sender', 'recipient', 'teacher', 'administrator'];
/** Nest's numbers for @ConnectedSocket() and @MessageBody(). */
const [SOCKET, BODY] = [0, 3];

/** What a gateway lacks that every gateway must have. */
function faultsOf(gateway: Handler['gateway']): string[] {
  const bound = (key: string, what: unknown) => ((Reflect.getMetadata(key, gateway) ?? []) as unknown[]).includes(what);
  const faults = [
    bound('__guards__', RoleGuard) ? '' : 'no guard',
    bound('__pipes__', BodyPipe) ? '' : 'no pipe',
    bound('__exceptionFilters__', RefusalFilter) ? '' : 'no filter',
  ];
  return [...faults, ...handlersOf(gateway).flatMap(faultsOfHandler)].filter(Boolean);
}

function faultsOfHandler({ gateway, method, handle }: Handler): string[] {
  const types = (Reflect.getMetadata('design:paramtypes', gateway.prototype as object, method) ?? []) as unknown[];
  const args = (Reflect.getMetadata('__routeArguments__', gateway, method) ?? {}) as Record<
    string,
    { index: number; factory?: unknown }
  >;
  const kinds = Object.entries(args);
  const body = kinds.find(([kind]) => kind.startsWith(`${BODY}:`))?.[1];
  const knowsWho = kinds.some(([kind, { factory }]) => factory !== undefined || kind.startsWith(`${SOCKET}:`));
  return [
    WHO.includes(Reflect.getMetadata(ROLES, handle) as string) ? '' : `${method}: no role`,
    body && isDescribed(types[body.index]) ? '' : `${method}: no described body`,
    knowsWho ? '' : `${method}: does not know who is calling`,
  ];
}

/** A class of ours with at least one rule: without one, the pipe would let everything through. */
function isDescribed(type: unknown): boolean {
  if (typeof type !== 'function' || type === Object) return false;
  return getMetadataStorage().getTargetValidationMetadatas(type, '', false, false).length > 0;
}

describe('the gateways of the running application', () => {
  const context = withApp();

  test('[R-REFUSE-1] each has a guard, a pipe and a filter, and each command its role, its body and its caller', () => {
    const gateways = gatewaysOf(context.app);
    expect(gateways.map(({ name }) => name).sort()).toEqual([
      'AbsenceGateway',
      'DevicesGateway',
      'DrillGateway',
      'MemoryGateway',
      'PresenceGateway',
      'PushGateway',
      'RecipientGateway',
      'SenderGateway',
      'SessionGateway',
      'TeacherGateway',
    ]);
    for (const gateway of gateways) expect({ [gateway.name]: faultsOf(gateway) }).toEqual({ [gateway.name]: [] });
  });

  test('[R-REFUSE-1] every command of the contract has one handler, and nothing else has', () => {
    const handled = gatewaysOf(context.app).flatMap(handlersOf);
    expect(handled.map(({ event }) => event).sort()).toEqual([...COMMANDS].sort());
  });

  test('[R-REFUSE-1] a gateway that lacks something is found', () => {
    expect(faultsOf(WithoutAnything)).toEqual([
      'no guard',
      'no pipe',
      'no filter',
      'anything: no role',
      'anything: no described body',
      'anything: does not know who is calling',
    ]);
    expect(faultsOf(WithErasedBody)).toEqual(['anything: no described body']);
    expect(faultsOf(WithGuardOnly)).toEqual([
      'no pipe',
      'no filter',
      'anything: no role',
      'anything: does not know who is calling',
    ]);
  });

  test('[R-REFUSE-1] every REST route says why it is open, or needs an access token', async () => {
    const routes = controllersOf(context.app).flatMap((controller) =>
      methodsOf(controller)
        .filter(({ handle }) => Reflect.hasMetadata('path', handle))
        .map(({ handle }) => ({
          method: RequestMethod[Reflect.getMetadata('method', handle) as number]!,
          path: `/${Reflect.getMetadata('path', controller)}/${Reflect.getMetadata('path', handle)}`
            .replace(/\/+/g, '/')
            .replace(/\/$/, ''),
          why: Reflect.getMetadata('seintje:open', handle) as string | undefined,
        })),
    );
    const open = routes.filter(({ why }) => why !== undefined);
    expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'DELETE /v1/session',
      'GET /openapi.json,v1/openapi.json',
      'GET /v1/demonstration',
      'GET /v1/health',
      'GET /v1/installation',
      'GET /v1/openid/:issuer/start',
      'GET /v1/openid/callback',
      'POST /v1/demonstration/sessions',
      'POST /v1/invitations/accept',
      'POST /v1/invitations/open',
      'POST /v1/invitations/options',
      'POST /v1/passkeys/sign-in',
      'POST /v1/passkeys/sign-in/options',
      'POST /v1/session/token',
      'PUT /v1/session/use',
    ]);
    for (const { why } of open) expect(why).toMatch(/\w+ \w+/);
    const closed = routes.filter(({ why }) => why === undefined);
    expect(closed.length).toBeGreaterThan(0);
    for (const { method, path } of closed) {
      const response = await fetch(context.app.url + path, { method });
      expect([path, response.status, response.headers.get('content-type')]).toEqual([
        path,
        401,
        expect.stringContaining('application/problem+json'),
      ]);
      expect(await response.json()).toEqual({ type: 'about:blank', title: 'Unauthorized', status: 401, code: 'unauthorised' });
    }
  });
});

@WebSocketGateway()
class WithoutAnything {
  @SubscribeMessage('planted')
  anything(): void {}
}

@Gateway()
class WithErasedBody {
  @Command('inbox', 'everyone')
  anything(@Caller() _caller: unknown, @MessageBody() _body: { id: string }): void {}
}

@WebSocketGateway()
@UseGuards(RoleGuard)
class WithGuardOnly {
  @SubscribeMessage('planted')
  anything(@MessageBody() _body: IdDto): void {}
}
