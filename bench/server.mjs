import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

/** A server as a process of its own, in a folder that goes with it, for as long as something is measured. */
export async function withServer(env, measure) {
  const folder = await mkdtemp(join(tmpdir(), 'seintje-bench-'));
  const own = { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, DATA_DIR: join(folder, 'data'), PORT: '0' };
  const child = fork('dist/server/main.js', {
    env: { ...own, DEMONSTRATION_DIR: resolve('demonstration'), ...env },
    execArgv: ['--import', new URL('inside.mjs', import.meta.url).href],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  try {
    let output = '';
    while (!/running at (http:\S+)\n/.test(output)) output += (await once(child.stdout, 'data'))[0];
    child.stdout.resume();
    return await measure(new Server(/running at (http:\S+)/.exec(output)[1], child));
  } finally {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

class Server {
  constructor(url, child) {
    this.url = url;
    this.child = child;
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

  async inside(what) {
    const answer = once(this.child, 'message');
    this.child.send(what);
    return (await answer)[0];
  }

  /**
   * Does something, and tells in milliseconds how long it took, and how long meanwhile the event loop stood still (`block`) and
   * somebody else waited for an answer (`wait`); memory in MiB.
   */
  async during(somebody, deed) {
    const { rss } = await this.inside('begin');
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
    const { block, most } = await this.inside('end');
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
