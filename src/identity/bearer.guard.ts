import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';
import { Callers } from './callers.js';
import { Origins } from './origins.js';
import type { Principal } from './principal.js';
import { Refused } from './refused.js';

const OPEN = 'seintje:open';

/** A route that may be called without an access token, and why. Every other route needs one. */
export const Open = (why: string) => SetMetadata(OPEN, why);

/** Whether a route may be called without an access token. @param handler its method */
export const isOpen = (handler: object) => Reflect.hasMetadata(OPEN, handler);

type Identified = Request & { principal?: Principal };

/** REST: an access token in the Authorization header (RFC 6750 §2.1), verified as for sockets; deny unless stated. */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(
    private readonly callers: Callers,
    private readonly origins: Origins,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Identified>();
    if (isOpen(context.getHandler())) return this.isFromHere(request);
    const [scheme, token] = request.headers.authorization?.split(' ') ?? [];
    if (scheme !== 'Bearer') throw new Refused('unauthorised');
    request.principal = await this.callers.verify(token);
    return true;
  }

  /** What a cookie alone proves must come from a page of ours (ASVS 3.5.1); programs that name no origin hold no cookie. */
  private isFromHere(request: Request): boolean {
    const isReading = ['GET', 'HEAD'].includes(request.method);
    if (!isReading && request.headers.origin !== undefined && !this.origins.of(request)) throw new Refused('not-allowed');
    return true;
  }
}

/** The signed-in person of a REST request. */
export const Bearer = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<Identified>();
  if (!principal) throw new Refused('unauthorised');
  return principal;
});
