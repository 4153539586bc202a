import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { hashOf, type Principal, Refused, SignIns } from '../identity/index.js';
import type { Over } from './bucket.js';
import { Limiter } from './limiter.js';
import { Sources } from './sources.js';

type Identified = Request & { principal?: Principal };

/**
 * REST: the account first, then the address; 429 too-fast, with Retry-After (RFC 9110 §10.2.3). Runs after the guard that knows
 * who is calling: whoever is signed in has one limit for what they ask here and over sockets, and is not held up by what others
 * do at the same address, which pupils may share with their school.
 */
@Injectable()
export class LimitsGuard implements CanActivate {
  constructor(
    private readonly limiter: Limiter,
    private readonly sources: Sources,
    private readonly signIns: SignIns,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Identified>();
    const response = context.switchToHttp().getResponse<Response>();
    const person = request.principal?.person ?? (await this.holderOf(request));
    const over = person ? await this.limiter.commands.take(person) : await this.attempt(request, response);
    if (!over) return true;
    this.limiter.tell(person ? 'request' : 'sign-in', null, this.sources.of(request));
    response.set('Retry-After', String(over.wait));
    throw new Refused('too-fast');
  }

  /** The person of the session whose cookie is the proof. */
  private async holderOf(request: Request): Promise<string | undefined> {
    if (!routeOf(request).startsWith('/v1/session')) return undefined;
    return (await this.signIns.current({ request }))?.person;
  }

  /** By nobody in particular yet. The address is given back what succeeds, and what the account's own limit refuses. */
  private async attempt(request: Request, response: Response): Promise<Over | null> {
    const { failures, attempts } = this.limiter;
    const source = this.sources.of(request);
    // Before anything is kept of a name, so that made-up names take no room.
    const crowded = await failures.take(source);
    if (crowded) return crowded;
    const account = accountOf(request);
    const over = account === null ? null : await attempts.take(account);
    if (over) await failures.giveBack(source);
    else
      response.once('finish', () => {
        if (hasSucceeded(response) && !isBeginning(request)) void failures.giveBack(source);
      });
    return over;
  }
}

/** A browser that comes from a provider is led on either way: behind the `#` stands what went wrong. */
function hasSucceeded(response: Response): boolean {
  const { statusCode } = response;
  return statusCode < 300 || (statusCode === 303 && !String(response.getHeader('location')).includes('#'));
}

/** What a sign-in names: one link, whatever passkey it is tried with, or one passkey; by its hash. */
function accountOf(request: Request): string | null {
  const { credential, secret } = (request.body ?? {}) as { credential?: { id?: unknown } | null; secret?: unknown };
  const named = routeOf(request).startsWith('/v1/invitations') ? secret : credential?.id;
  return typeof named === 'string' ? hashOf(named) : null;
}

/** Nobody has shown anything yet, and the server remembers it. */
function isBeginning(request: Request): boolean {
  return /\/(options|start)$/.test(routeOf(request));
}

/** As it is written in our own source: the same address can be written in several ways. */
function routeOf({ route }: Request): string {
  return (route as { path: string }).path;
}
