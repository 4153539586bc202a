import { createHmac, randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { type Cancel, type Clock } from '../clock/index.js';
import { type Log, nameOf } from '../log/index.js';
import { RedisAway, type SharedRedis } from '../redis/index.js';
import { type Place, placesOf } from './audience.js';
import { EPOCH, EXPIRE, PUT, TOLD, UNTOLD } from './redis-scripts.js';
import type { Signal } from './signal.js';
import { type Change, type Counted, SignalStore, StoreFull, StoreUnavailable, UNCOUNTED } from './store.js';
import { type Count, countName, COUNTS_KEY } from './tally.js';

/** How long Redis keeps what nobody has taken away, after its end: servers are asleep, or stopped. Milliseconds. */
const GRACE = 60_000;
/** What is taken away at once. */
const BATCH = 100;
/** For how long whoever made a change tells of it, in ms; a clock may be ahead by a part of it. */
const TELLING = 5_000;

/** What the scripts answer. */
const DONE = 1;
const FULL = -1;

/** Gives the client the scripts; ioredis loads each once (EVALSHA). */
interface Scripts {
  seintjePut(...args: (string | number)[]): Promise<number>;
  seintjeEpoch(key: string, counts: string, process: string, fresh: string): Promise<string>;
  seintjeExpire(...args: (string | number)[]): Promise<string[]>;
  seintjeTold(key: string, name: string): Promise<void>;
  seintjeUntold(key: string, now: number, until: number, batch: number): Promise<[name: string, before: string][]>;
}

interface Options {
  redis: SharedRedis;
  clock: Clock;
  log: Log;
  /** Signals held at the most. */
  capacity: number;
  /** Key of the HMAC that makes the names of places opaque. */
  secret: Buffer;
  /** How often to look for what a server that is gone has left: ended, fallen due, or untold. Milliseconds. */
  lookEvery: number;
}

/**
 * Several servers, one Redis, in whose memory alone signals are: each key of a signal has an expiry of its own, and one script changes value,
 * indexes, expiry and counts at once. Sealed copies and state only; names of people and schools are in values, never in keys.
 */
export class RedisStore extends SignalStore {
  private readonly expiring: ((signal: Signal) => void)[] = [];
  private readonly waking: ((id: string) => void)[] = [];
  private readonly untold: ((change: Change, before: Signal | null) => void)[] = [];
  /** Of what was stored here last: exact, where the look of all is not. */
  private readonly timers = new Map<string, Cancel[]>();
  private readonly anew: (() => void)[] = [];
  private known = { epoch: '', startedAt: 0 };
  private stopLooking: Cancel = () => {};
  private hasComplained = false;

  private constructor(private readonly options: Options) {
    super();
    const { commands } = options.redis;
    commands.defineCommand('seintjePut', { numberOfKeys: 5, lua: PUT });
    commands.defineCommand('seintjeEpoch', { numberOfKeys: 2, lua: EPOCH });
    commands.defineCommand('seintjeExpire', { numberOfKeys: 3, lua: EXPIRE });
    commands.defineCommand('seintjeTold', { numberOfKeys: 1, lua: TOLD });
    commands.defineCommand('seintjeUntold', { numberOfKeys: 1, lua: UNTOLD });
  }

  /** @throws where Redis does not answer */
  static async open(options: Options): Promise<RedisStore> {
    const store = new RedisStore(options);
    await store.learnEpoch();
    options.redis.onChecked(() => store.learnEpoch());
    store.look();
    return store;
  }

  override get epoch(): string {
    return this.known.epoch;
  }

  override get startedAt(): number {
    return this.known.startedAt;
  }

  onBegunAnew(listener: () => void): void {
    this.anew.push(listener);
  }

  /**
   * The epoch that is there, or a new one where the memory began anew, or is another process's: a replica in its place may lack what
   * was stored last.
   */
  private async learnEpoch(): Promise<void> {
    const { redis, clock } = this.options;
    const [, process] = /^run_id:(\w+)/m.exec(await redis.commands.info('server'))!;
    const fresh = JSON.stringify({ process, epoch: randomUUID(), startedAt: clock.now() });
    const before = this.known.epoch;
    const epoch = await this.scripts.seintjeEpoch(redis.key('epoch'), redis.key(COUNTS_KEY), process!, fresh);
    this.known = JSON.parse(epoch) as typeof this.known;
    if (before !== '' && before !== this.known.epoch) for (const listener of this.anew) listener();
  }

  async get(id: string): Promise<Signal | null> {
    const value = await this.answered((redis) => redis.hget(this.key(`signal:${id}`), 'value'));
    const signal = value === null ? null : (JSON.parse(value) as Signal);
    return signal && signal.endsAt > this.options.clock.now() ? signal : null;
  }

  async put(signal: Signal, expected: number, due: number | null, counted: Counted = UNCOUNTED): Promise<boolean> {
    const { capacity, clock } = this.options;
    const { id, version, endsAt } = signal;
    const now = clock.now();
    const places = placesOf(signal).map((place) => this.placeKey(place));
    const keys = [this.key(`signal:${id}`), ...['ends', 'due', 'untold', COUNTS_KEY].map((name) => this.key(name))];
    const limits = [id, expected, version, now, endsAt, endsAt - now + GRACE, capacity, due ?? ''];
    const counts = [namesOf(counted.now), namesOf(counted.atEnd)];
    const answer = await this.answered(() =>
      this.scripts.seintjePut(...keys, ...limits, JSON.stringify(signal), ...counts, ...places),
    );
    if (answer === FULL) throw new StoreFull();
    if (answer === DONE) this.wait(id, endsAt, due);
    return answer === DONE;
  }

  /** It goes the way that the telling went: where that was lost, so is this. */
  told({ id, version }: Change): void {
    void this.answered(() => this.scripts.seintjeTold(this.key('untold'), `${id} ${version}`)).catch(ignore);
  }

  async find(place: Place): Promise<Signal[]> {
    const { clock } = this.options;
    const ids = await this.answered((redis) => redis.zrangebyscore(this.placeKey(place), `(${clock.now()}`, '+inf'));
    const found = await Promise.all(ids.map((id) => this.get(id)));
    // One may have left the place in between.
    return found.filter((signal) => signal !== null && placesOf(signal).includes(place)) as Signal[];
  }

  onExpired(listener: (signal: Signal) => void): void {
    this.expiring.push(listener);
  }

  onDue(listener: (id: string) => void): void {
    this.waking.push(listener);
  }

  onUntold(listener: (change: Change, before: Signal | null) => void): void {
    this.untold.push(listener);
  }

  onApplicationShutdown(): void {
    this.stopLooking();
    for (const id of [...this.timers.keys()]) this.stopWaiting(id);
  }

  private get scripts(): Scripts {
    return this.options.redis.commands as unknown as Scripts;
  }

  private async answered<T>(what: (redis: Redis) => Promise<T>): Promise<T> {
    try {
      return await this.options.redis.ask(what);
    } catch (error) {
      throw error instanceof RedisAway ? new StoreUnavailable() : error;
    }
  }

  private key(name: string): string {
    return this.options.redis.key(name);
  }

  private placeKey(place: Place): string {
    return this.key(`place:${createHmac('sha256', this.options.secret).update(place).digest('base64url')}`);
  }

  /** What was stored here wakes on time; what was stored by a server that is gone, at the next look. */
  private wait(id: string, endsAt: number, due: number | null): void {
    const { clock } = this.options;
    this.stopWaiting(id);
    const end = () => {
      this.timers.delete(id);
      void this.expire().catch(this.complain);
    };
    const timers = [clock.at(endsAt, end)];
    if (due !== null) timers.push(clock.at(due, () => this.wake(id)));
    this.timers.set(id, timers);
  }

  private stopWaiting(id: string): void {
    for (const cancel of this.timers.get(id) ?? []) cancel();
    this.timers.delete(id);
  }

  private look(): void {
    const { clock, lookEvery } = this.options;
    this.stopLooking = clock.every(lookEvery, () => {
      void this.expire().catch(this.complain);
      void this.answered((redis) => redis.zrangebyscore(this.key('due'), '-inf', clock.now() - lookEvery))
        .then((ids) => ids.forEach((id) => this.wake(id)))
        .catch(this.complain);
      const now = clock.now();
      void this.answered(() => this.scripts.seintjeUntold(this.key('untold'), now, now - TELLING, BATCH))
        .then((found) => this.tellEach(found, ([name, before]) => this.tellOf(name, before)))
        .catch(this.complain);
    });
  }

  /** At the next look it is tried again; what Redis refuses it will refuse then too. */
  private readonly complain = (error: unknown): void => {
    if (error instanceof StoreUnavailable || this.hasComplained) return;
    this.hasComplained = true;
    this.options.log.error('looking failed', { error: nameOf(error) });
  };

  private wake(id: string): void {
    for (const listener of this.waking) listener(id);
  }

  private tellOf(name: string, before: string): void {
    const signal = before === '' ? null : (JSON.parse(before) as Signal);
    const [id, version] = name.split(' ');
    for (const listener of this.untold) listener({ id: id!, version: Number(version) }, signal);
  }

  /** One value of which nobody can make anything keeps none of the others from being told. */
  private tellEach<T>(values: T[], tell: (value: T) => void): void {
    for (const value of values) {
      try {
        tell(value);
      } catch (error) {
        this.complain(error);
      }
    }
  }

  /** Each ended signal is taken away by one server, which tells of it. */
  private async expire(): Promise<void> {
    const keys = ['ends', 'due', COUNTS_KEY].map((name) => this.key(name));
    const taken = await this.answered(() =>
      this.scripts.seintjeExpire(...keys, this.options.clock.now(), BATCH, this.key('signal:')),
    );
    this.tellEach(taken, (value) => {
      const signal = JSON.parse(value) as Signal;
      for (const listener of this.expiring) listener(signal);
    });
    if (taken.length === BATCH) await this.expire();
  }
}

function namesOf(counts: Count[]): string {
  return counts.map(countName).join(' ');
}

const ignore = () => {};
