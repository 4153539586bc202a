import { expect } from '@jest/globals';

/** Whom somebody is at their provider, and how they showed it. */
export interface Login {
  subject: string;
  email?: string;
  email_verified?: unknown;
  amr?: string[];
  acr?: string;
  /** How long they have been logged in there. */
  secondsAgo?: number;
}

interface Cookie {
  pair: string;
  host: string;
  path: string;
  isStrict: boolean;
}

/** A browser that goes from our pages to a provider and back, by hand: it keeps cookies by host and path, and sends strict ones only from home. */
export class TravellingBrowser {
  private cookies: Cookie[] = [];

  constructor(private readonly home: string) {}

  /** To where our server sends it. */
  async leaves(issuer: string, { again = false } = {}): Promise<URL> {
    return this.isLed(await this.asks(new URL(`/v1/openid/${issuer}/start${again ? '?again=1' : ''}`, this.home)));
  }

  /** At the provider, until that leads back here. Whoever is logged in there may not be asked. */
  async logsIn(at: URL, login: Login): Promise<URL> {
    let address = at;
    while (address.origin !== this.home) {
      const isAsked = address.pathname.startsWith('/interaction/');
      address = this.isLed(await this.asks(address, isAsked ? { method: 'POST', body: JSON.stringify(login) } : {}));
    }
    return address;
  }

  /** Where our server leads it then: a path and what is behind the `#`. */
  async comesBack(address: URL): Promise<string> {
    const { pathname, search, hash } = this.isLed(await this.asks(address, {}, true));
    return pathname + search + hash;
  }

  async signsIn(issuer: string, login: Login, how?: { again: boolean }): Promise<string> {
    return this.comesBack(await this.logsIn(await this.leaves(issuer, how), login));
  }

  /** Logs out there, as far as this browser goes. */
  forgets(issuer: string): void {
    this.cookies = this.cookies.filter(({ host }) => host !== new URL(issuer).host);
  }

  /** What it sends home from a page of ours. */
  get cookie(): string {
    return this.cookieFor(new URL(this.home), false);
  }

  private async asks(address: URL, init: RequestInit = {}, isFromElsewhere = false): Promise<Response> {
    const headers = { cookie: this.cookieFor(address, isFromElsewhere) };
    const response = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.keep(line, address);
    return response;
  }

  private isLed(response: Response): URL {
    expect([302, 303]).toContain(response.status);
    return new URL(response.headers.get('location')!, response.url);
  }

  private cookieFor({ host, pathname }: URL, isFromElsewhere: boolean): string {
    return this.cookies
      .filter((cookie) => cookie.host === host && pathname.startsWith(cookie.path) && !(cookie.isStrict && isFromElsewhere))
      .map(({ pair }) => pair)
      .join('; ');
  }

  private keep(line: string, { host }: URL): void {
    const [pair = '', ...attributes] = line.split(/; */);
    const find = (name: string) => attributes.find((each) => each.toLowerCase().startsWith(`${name}=`))?.split('=')[1];
    const path = find('path') ?? '/';
    const name = `${pair.split('=')[0]}=`;
    this.cookies = this.cookies.filter(
      (cookie) => !(cookie.host === host && cookie.path === path && cookie.pair.startsWith(name)),
    );
    if (/1970/.test(find('expires') ?? '')) return;
    this.cookies.push({ pair, host, path, isStrict: find('samesite')?.toLowerCase() === 'strict' });
  }
}
