import { expect } from '@jest/globals';
import { REDIS, type SharedRedis } from '../../src/redis/index.js';
import type { SignalStore } from '../../src/signals/index.js';
import { Connections } from '../../src/sockets/index.js';
import { Balancer } from '../support/balancer.js';
import { freePort } from '../support/free-port.js';
import { haveHeard, RedisServer } from '../support/redis.js';
import { TestApp } from '../support/start-app.js';
import type { Victim } from './cells.js';
import { AppServer, nextMorning } from './servers.js';

/** Two servers in this process, behind a balancer and over one Redis with a replica; on a test's time. */
export class TwoServers extends AppServer {
  victim: Victim = 'server';
  private dead: TestApp | null = null;

  private constructor(
    private readonly apps: TestApp[],
    private readonly balancer: Balancer,
    private readonly redis: RedisServer,
    private readonly replica: RedisServer,
  ) {
    super(apps[0]!);
  }

  static async start(now: number): Promise<TwoServers> {
    const [port, replicaPort] = [String(await freePort()), String(await freePort())];
    const redis = await RedisServer.start({ port });
    const replica = await RedisServer.start({
      port: replicaPort,
      replicaof: `127.0.0.1 ${port}`,
      'repl-diskless-load': 'swapdb',
    });
    const balancer = await Balancer.start();
    const first = await TestApp.start({ production: true, now, redisUrl: redis.url, env: { ORIGINS: balancer.url } });
    const servers = new TwoServers([first, await first.joined()], balancer, redis, replica);
    for (const { port } of servers.apps) balancer.ports.add(port);
    first.clock.settles = () => haveHeard(servers.running.map(redisOf));
    return servers;
  }

  override get forgets(): boolean {
    return this.victim === 'redis';
  }

  override get store(): SignalStore {
    return this.running[0]!.store;
  }

  override async dies(person?: string): Promise<void> {
    if (this.victim === 'redis') return this.redis.kill();
    if (this.victim === 'replica') return this.replica.kill();
    await this.leaves(person).dies();
  }

  override async stops(): Promise<void> {
    if (this.victim !== 'server') return this.dies();
    const app = this.leaves();
    await app.running.app.close();
    await app.dies();
  }

  override async comesBack(): Promise<void> {
    if (this.victim === 'replica') return this.replica.again();
    if (this.victim === 'redis') {
      await this.redis.again();
      for (const app of this.apps) await this.isBack(redisOf(app));
    } else {
      await this.dead!.comesBack();
      this.balancer.ports.add(this.dead!.port);
      this.dead = null;
    }
  }

  override async dayEnds(): Promise<void> {
    const morning = nextMorning(this.clock.now());
    // What is looked at every few seconds is looked at once.
    this.clock.oversleep(morning);
    await this.clock.goTo(morning);
    const redis = redisOf(this.app);
    expect(await redis.commands.zcard(redis.key('ends'))).toBe(0);
  }

  /** Lines that no test has expected. */
  get lines(): string[] {
    return this.app.lines.splice(0);
  }

  async end(): Promise<void> {
    // The first one takes the directory along.
    for (const app of [...this.apps].reverse()) await app.running.close();
    await this.balancer.stop();
    for (const each of [this.replica, this.redis]) await each.stop();
  }

  /** Its connections are made in the machine's time; a replica that could not be asked is asked again some seconds later. */
  private async isBack(redis: SharedRedis): Promise<void> {
    const answers = () => redis.ask((commands) => commands.ping()).catch(() => null);
    for (let tries = 1; redis.subscriber.status !== 'ready' || (await answers()) === null; tries++) {
      await new Promise((done) => setTimeout(done, 10));
      if (tries % 50 === 0) await this.clock.pass(1_000);
    }
  }

  private get running(): TestApp[] {
    return this.apps.filter((app) => app !== this.dead);
  }

  /** One of them, which nobody is led to any more. */
  private leaves(person?: string): TestApp {
    const holds = (app: TestApp) => person !== undefined && app.get(Connections).isHere(person);
    this.dead = this.apps.find(holds) ?? this.apps[Math.floor(Math.random() * this.apps.length)]!;
    this.balancer.ports.delete(this.dead.port);
    return this.dead;
  }
}

function redisOf(app: TestApp): SharedRedis {
  return app.running.app.get<SharedRedis>(REDIS);
}
