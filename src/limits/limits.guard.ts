import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { hashOf, type Principal, Refused, SessionCookie } from '../identity/index.js';
import type { Action } from '../log/index.js';
import type { Over } from './bucket.js';
import { Limiter } from './limiter.js';
import { Sources } from './sources.js';

/** Somebody's passkey, link or session, by its hash: what a request that needs no token says it is about. */
interface Named {
  account: string;
  isSession: boolean;
}

type Identified = Request & { principal?: Principal };

const MOST_KNOWN = 100_000;

/**
 * REST: the account first, then the address; 429 too-fast, with Retry-After (RFC 9110 §10.2.3). Runs after the guard that knows
 * who is calling: whoever is signed in has one limit for what they ask here and over sockets.
 */
@Injectable()
export class LimitsGuard implements CanActivate {
  /** What led to somebody before is not held up by what others do at the same address: pupils may share it with their school. */
  private readonly known = new Set<string>();

  constructor(
    private readonly limiter: Limiter,
    private readonly sources: Sources,
    private readonly cookie: SessionCookie,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Identified>();
    const response = context.switchToHttp().getResponse<Response>();
    const over = request.principal
      ? this.held('request', request, await this.limiter.commands.take(request.principal.person))
      : await this.attempt(request, response);
    if (!over) return true;
    response.set('Retry-After', String(over.wait));
    throw new Refused('too-fast');
  }

  /** The address is given back what succeeds, and what the account's own limit refuses. */
  private async attempt(request: Request, response: Response): Promise<Over | null> {
    const { failures, attempts, commands } = this.limiter;
    const source = this.sources.of(request);
    const named = this.namedBy(request);
    const isKnown = named !== null && this.known.has(named.account);
    // Before anything is kept of a name, so that made-up names take no room.
    const crowded = isKnown ? null : await failures.take(source);
    if (crowded) return this.held('sign-in', request, crowded);
    const giveBack = () => (isKnown ? undefined : failures.giveBack(source));
    const over = named && (await (named.isSession ? commands : attempts).take(named.account));
    if (over) {
      await giveBack();
      return this.held(named.isSession ? 'request' : 'sign-in', request, over);
    }
    response.once('finish', () => {
      if (response.statusCode >= 300) return;
      if (named) this.remember(named.account);
      if (!isBeginning(request)) void giveBack();
    });
    return null;
  }

  private namedBy(request: Request): Named | null {
    const { credential, secret } = (request.body ?? {}) as { credential?: { id?: unknown } | null; secret?: unknown };
    // A link is what is tried, whatever passkey it is tried with.
    const given = request.path.startsWith('/v1/invitations') ? secret : credential?.id;
    if (request.path.startsWith('/v1/session')) {
      const session = this.cookie.read({ request });
      return session === null ? null : { account: hashOf(session), isSession: true };
    }
    return typeof given === 'string' ? { account: hashOf(given), isSession: false } : null;
  }

  private remember(account: string): void {
    this.known.add(account);
    if (this.known.size > MOST_KNOWN) this.known.delete(this.known.values().next().value!);
  }

  private held(action: Action, request: Request, over: Over | null): Over | null {
    if (over) this.limiter.tell(action, null, this.sources.of(request));
    return over;
  }
}

/** Nobody has shown anything yet, and the server remembers it. */
function isBeginning({ path }: Request): boolean {
  return /\/(options|start)$/.test(path);
}
