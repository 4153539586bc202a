import { type PublishedCounts, REFUSALS, type RefusalCode } from '../../src/contract/index.js';
import type { Failure, Result } from './live.js';
import { SignedOut, type Tokens } from './tokens.js';
import { PATIENCE } from './wire.js';

/** The published counts, over REST with this page's access token (RFC 6750). */
export class Counts {
  constructor(
    private readonly tokens: Pick<Tokens, 'get'>,
    private readonly fetch: typeof globalThis.fetch,
  ) {}

  get(): Promise<Result<{ counts: PublishedCounts }>> {
    return this.ask('/v1/counts', async (response) => ({ counts: (await response.json()) as PublishedCounts }));
  }

  csv(): Promise<Result<{ csv: Blob }>> {
    return this.ask('/v1/counts.csv', async (response) => ({ csv: await response.blob() }));
  }

  private async ask<T extends object>(path: string, read: (response: Response) => Promise<T>): Promise<Result<T>> {
    try {
      const headers = { Authorization: `Bearer ${await this.tokens.get()}` };
      const signal = AbortSignal.timeout(PATIENCE);
      const response = await this.fetch(path, { headers, signal, cache: 'no-store', credentials: 'omit' });
      return response.ok ? { ok: true, ...(await read(response)) } : await refusalOf(response);
    } catch (error) {
      return { ok: false, code: error instanceof SignedOut ? 'session-ended' : 'no-answer' };
    }
  }
}

/** The code of a problem (RFC 9457). */
async function refusalOf(response: Response): Promise<Failure> {
  const { code } = (await response.json()) as { code?: RefusalCode };
  return { ok: false, code: code && REFUSALS.includes(code) ? code : 'internal' };
}
