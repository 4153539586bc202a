import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
  UseFilters,
  UseGuards,
  UsePipes,
} from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type { CommandName, RoleName } from '../contract/index.js';
import { BodyPipe, type Principal } from '../identity/index.js';
import { RefusalFilter } from './refusal.filter.js';
import { ROLES, RoleGuard } from './role.guard.js';
import type { Socket } from './server.js';

/** A gateway with guard, pipe and filter bound to it; global ones do not reach sockets in every version of Nest. */
export const Gateway = () =>
  applyDecorators(WebSocketGateway(), UseGuards(RoleGuard), UsePipes(BodyPipe), UseFilters(RefusalFilter));

/** A command of the contract, and who may give it. `everyone` is everyone who is signed in. */
export const Command = (name: CommandName, who: RoleName | 'everyone') =>
  applyDecorators(SubscribeMessage(name), SetMetadata(ROLES, who));

/** Who is calling, as loaded from the directory for this very command. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal => context.switchToWs().getClient<Socket>().data.principal,
);
