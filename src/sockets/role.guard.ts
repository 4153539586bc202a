import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { RoleName } from '../contract/index.js';
import { hasRole, Refused } from '../identity/index.js';
import { canOpen, Connections } from './connections.js';
import type { Socket } from './server.js';

export const ROLES = 'seintje:who';

/** Denies unless stated: a handler without a declared role is refused, and the role is read from the directory each time. */
@Injectable()
export class RoleGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly connections: Connections,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const socket = context.switchToWs().getClient<Socket>();
    const caller = await this.connections.refresh(socket);
    const who = this.reflector.get<RoleName | 'everyone' | undefined>(ROLES, context.getHandler());
    if (who !== 'everyone' && !(who && hasRole(caller, who) && canOpen(socket))) throw new Refused('not-allowed');
    return true;
  }
}
