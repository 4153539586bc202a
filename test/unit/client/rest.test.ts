import { describe, expect, jest, test } from '@jest/globals';
import { Rest } from '../../../client/connection/rest.js';
import { OWN, SignedOut, Unreachable } from '../../../client/connection/tokens.js';

const answering = (status: number, body: unknown) =>
  jest.fn<typeof fetch>(async () => ({ ok: status < 400, status, json: async () => body }) as Response);
const tokens = { get: async () => 'the-token' };

describe('asking over REST', () => {
  test('[R-COUNT-6] goes with the access token of the page, and never from a cache', async () => {
    const fetch = answering(200, { quarters: [] });
    expect(await new Rest(OWN, fetch, tokens).get('/v1/counts')).toEqual({ ok: true, body: { quarters: [] } });
    const [path, request] = fetch.mock.calls[0]!;
    expect(path).toBe('/v1/counts');
    expect(request).toMatchObject({ headers: { Authorization: 'Bearer the-token' }, cache: 'no-store' });
    expect(request!.headers).not.toHaveProperty('X-Seintje-Part');
  });

  test('[R-CLIENT-10] sends what it is given as JSON, and before anybody is signed in without a token', async () => {
    const fetch = answering(204, undefined);
    expect(await new Rest('part', fetch).post('/v1/passkeys/sign-in', { credential: {} })).toEqual({ ok: true, body: null });
    const headers = { 'X-Seintje-Part': 'part', 'Content-Type': 'application/json' };
    expect(fetch.mock.calls[0]![1]).toMatchObject({ method: 'POST', body: '{"credential":{}}' });
    expect(fetch.mock.calls[0]![1]!.headers).toEqual(headers);
  });

  test('[R-CLIENT-10] sends files as a form, whose kind the browser names', async () => {
    const fetch = answering(202, { id: 'batch' });
    const form = new FormData();
    form.append('files', new Blob(['a;b']), 'mensen.csv');
    expect(await new Rest(OWN, fetch, tokens).post('/v1/batches/staff', form)).toEqual({ ok: true, body: { id: 'batch' } });
    expect(fetch.mock.calls[0]![1]!.body).toBe(form);
    expect(fetch.mock.calls[0]![1]!.headers).not.toHaveProperty('Content-Type');
  });

  test.each<[what: string, get: () => Promise<string>, status: number, body: unknown, code: string]>([
    ['a refusal', async () => 'token', 403, { code: 'not-allowed' }, 'not-allowed'],
    ['a code that is none', async () => 'token', 500, { code: 'surprise' }, 'internal'],
    ['no session', async () => Promise.reject(new SignedOut()), 200, {}, 'session-ended'],
    ['no network', async () => Promise.reject(new Unreachable()), 200, {}, 'no-answer'],
  ])('[R-COUNT-6] %s is told by its code', async (_, get, status, body, code) => {
    expect(await new Rest(OWN, answering(status, body), { get }).get('/v1/counts')).toEqual({ ok: false, code });
  });
});
