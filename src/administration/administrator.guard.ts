import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { hasRole, mayAct, type Principal, Refused } from '../identity/index.js';

/** For administrators of the caller's own organisation, on a device of their own; whoever else calls is told so before anything is looked at. */
@Injectable()
export class AdministratorGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { principal } = context.switchToHttp().getRequest<{ principal?: Principal }>();
    if (!principal || !hasRole(principal, 'administrator') || !mayAct(principal)) throw new Refused('not-allowed');
    return true;
  }
}
