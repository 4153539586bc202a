import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { RoleName } from '../contract/index.js';
import { hasRole, mayAct, Refused } from '../identity/index.js';
import { Connections } from './connections.js';
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
    const caller = await this.connections.refresh(context.switchToWs().getClient<Socket>());
    const who = this.reflector.get<RoleName | 'everyone' | undefined>(ROLES, context.getHandler());
    if (who !== 'everyone' && !(who && hasRole(caller, who) && mayAct(caller))) throw new Refused('not-allowed');
    return true;
  }
}
