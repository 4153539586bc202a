import type { AccessToken } from '../../src/contract/index.js';
import type { TestApp } from './start-app.js';

/** A browser without a screen: it keeps the cookies that it is given, and names its origin, as one does. */
export class Browser {
  private readonly cookies = new Map<string, string>();
  origin: string;

  constructor(
    private readonly app: TestApp,
    private readonly userAgent = 'Mozilla/5.0 (Linux; Android 15) Chrome/156.0 Mobile Safari/537.36',
  ) {
    this.origin = app.url;
  }

  /** @param token an access token, where the route asks for one */
  async asks(method: string, path: string, body?: object, token?: string): Promise<Response> {
    const response = await fetch(`${this.app.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        origin: this.origin,
        'user-agent': this.userAgent,
        cookie: this.cookie,
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: body && JSON.stringify(body),
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return response;
  }

  /** The answer's body, or the test fails saying what came instead. */
  async gets<T>(method: string, path: string, body?: object, token?: string): Promise<T> {
    const response = await this.asks(method, path, body, token);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  /** The code that it is refused with. */
  async refusal(method: string, path: string, body?: object, token?: string): Promise<string> {
    const response = await this.asks(method, path, body, token);
    if (response.ok) throw new Error(`${method} ${path} was not refused`);
    return ((await response.json()) as { code: string }).code;
  }

  /** An access token for the session that this browser has. */
  async token(): Promise<string> {
    return (await this.gets<AccessToken>('POST', '/v1/session/token')).token;
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  set cookie(header: string) {
    this.cookies.clear();
    for (const pair of header.split('; ').filter(Boolean)) this.keep(pair);
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', value = ''] = pair.split(/=(.*)/);
    const isGone = attributes.some((each) => /^Expires=Thu, 01 Jan 1970/.test(each));
    if (isGone) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
