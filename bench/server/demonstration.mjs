import { performance } from 'node:perf_hooks';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { withProcess } from './process.mjs';

/** A server of the demonstration, for as long as something is measured. */
export function withDemonstration(env, measure) {
  const demonstration = { PORT: '0', DEMONSTRATION_DIR: resolve('demonstration'), ...env };
  return withProcess('server/seintje.mjs', demonstration, async (ask) => measure(new Demonstration(await ask('url'), ask)));
}

class Demonstration {
  constructor(url, ask) {
    this.url = url;
    this.ask = ask;
  }

  /** Somebody of the demonstration, who signs in by a click. */
  async signsIn(name) {
    const { people } = await (await fetch(`${this.url}/v1/demonstration`)).json();
    const { id } = people.find((each) => each.name === name);
    const signedIn = await fetch(`${this.url}/v1/demonstration/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ person: id }),
    });
    const cookie = signedIn.headers.get('set-cookie').split(';')[0];
    const headers = { cookie, 'x-seintje-part': id };
    const { token } = await (await fetch(`${this.url}/v1/session/token`, { method: 'POST', headers })).json();
    return new Caller(this.url, token);
  }

  /**
   * Does something, and tells in milliseconds how long it took, and how long meanwhile the event loop stood still (`block`) and
   * somebody else waited for an answer (`wait`); memory in MiB.
   */
  async during(somebody, deed) {
    await this.ask('begin');
    const { rss } = await this.ask('end');
    let isOver = false;
    let wait = 0;
    const asking = (async () => {
      while (!isOver) {
        const began = performance.now();
        await somebody.asks('GET', 'me');
        wait = Math.max(wait, performance.now() - began);
        await setTimeout(100);
      }
    })();
    const began = performance.now();
    await deed();
    const took = performance.now() - began;
    isOver = true;
    await asking;
    const { block, most } = await this.ask('end');
    return { took, wait, block, memory: most - rss };
  }
}

class Caller {
  constructor(url, token) {
    this.url = url;
    this.headers = { authorization: `Bearer ${token}` };
  }

  async asks(method, path, body) {
    const isForm = body instanceof FormData;
    const response = await fetch(`${this.url}/v1/${path}`, {
      method,
      headers: { ...this.headers, ...(body && !isForm && { 'content-type': 'application/json' }) },
      body: isForm ? body : body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }
}
