import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { directeurAt } from '../contract/index.js';
import { hasRole, mayAct, type Principal, Refused } from '../identity/index.js';

/**
 * For administrators and directeuren, on a device of their own; whoever else calls is told so before anything is looked at. Which
 * schools are theirs `OwnSchools` decides.
 */
@Injectable()
export class SchoolEditorGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { principal } = context.switchToHttp().getRequest<{ principal?: Principal }>();
    if (!principal || !mayAct(principal)) throw new Refused('not-allowed');
    if (!hasRole(principal, 'administrator') && directeurAt(principal.roles).length === 0) throw new Refused('not-allowed');
    return true;
  }
}
