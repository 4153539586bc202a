import { REFUSALS, type RefusalCode } from '../../src/contract/index.js';
import type { Failure, Result } from './live.js';
import { headersOf, SignedOut, type Tokens } from './tokens.js';
import { PATIENCE } from './wire.js';

/** How long the sending of files may take, over a slow line; milliseconds. */
const PATIENCE_WITH_FILES = 300_000;

/** What pages ask over REST; `body` is null where the answer has none (204). */
export type Requests = Pick<Rest, 'get' | 'post' | 'put' | 'delete' | 'file'>;

/** REST with this page's access token (RFC 6750), or before there is one, without; problems (RFC 9457) become codes. */
export class Rest {
  constructor(
    private readonly part: string,
    private readonly fetch: typeof globalThis.fetch,
    private readonly tokens?: Pick<Tokens, 'get'>,
  ) {}

  get<T>(path: string): Promise<Result<{ body: T }>> {
    return this.ask('GET', path, undefined, bodyOf<T>);
  }

  /** @param body files, as `FormData` (RFC 7578), or what becomes JSON */
  post<T = null>(path: string, body?: object): Promise<Result<{ body: T }>> {
    return this.ask('POST', path, body, bodyOf<T>);
  }

  put<T = null>(path: string, body: object): Promise<Result<{ body: T }>> {
    return this.ask('PUT', path, body, bodyOf<T>);
  }

  delete<T = null>(path: string, body?: object): Promise<Result<{ body: T }>> {
    return this.ask('DELETE', path, body, bodyOf<T>);
  }

  file(path: string): Promise<Result<{ body: Blob }>> {
    return this.ask('GET', path, undefined, (response) => response.blob());
  }

  private async ask<T>(
    method: string,
    path: string,
    body: object | undefined,
    read: (response: Response) => Promise<T>,
  ): Promise<Result<{ body: T }>> {
    const isForm = body instanceof FormData;
    try {
      const response = await this.fetch(path, {
        method,
        headers: {
          ...headersOf(this.part),
          ...(this.tokens && { Authorization: `Bearer ${await this.tokens.get()}` }),
          // That of a form names its boundary: the browser makes it.
          ...(body && !isForm && { 'Content-Type': 'application/json' }),
        },
        body: isForm ? body : body && JSON.stringify(body),
        signal: AbortSignal.timeout(isForm ? PATIENCE_WITH_FILES : PATIENCE),
        cache: 'no-store',
        // What is under way in this browser, as a passkey being made, goes by a cookie.
        credentials: 'same-origin',
      });
      return response.ok ? { ok: true, body: await read(response) } : await refusalOf(response);
    } catch (error) {
      return { ok: false, code: error instanceof SignedOut ? 'session-ended' : 'no-answer' };
    }
  }
}

async function bodyOf<T>(response: Response): Promise<T> {
  return (response.status === 204 ? null : await response.json()) as T;
}

/** The code of a problem. */
async function refusalOf(response: Response): Promise<Failure> {
  const { code } = (await response.json()) as { code?: RefusalCode };
  return { ok: false, code: code && REFUSALS.includes(code) ? code : 'internal' };
}
