import { Redis, type RedisOptions } from 'ioredis';
import type { Cancel, Clock } from '../clock/index.js';
import { ClocksDiffer, RedisAway, RedisFault, RedisForbids, RedisIsReplica, RedisUnreachable, Unfit } from './errors.js';
import { mustBeVolatile } from './volatile.js';

/** Nest's token for `SharedRedis`; null where this server is alone. */
export const REDIS = Symbol('REDIS');

/** Between two attempts to reach a server that is gone, at the most; ms. */
const LONGEST_PAUSE = 1_000;
/** How long a command waits for its answer, in ms. */
const PATIENCE = 2_000;
/** How often it is asked whether it lives, in ms: a connection that says nothing until the next time is replaced. */
const BEAT = 4_000;
/** By how much two clocks may differ, in ms: less than the shortest time that servers reckon by one another's. */
const DIFFERENCE = 5_000;
/** How long a replica that was found sound may be silent, in ms: by default Redis takes one for gone after a minute. */
const SILENCE = 90_000;

/** Away, becoming another one, busy, or without room or replica: then nothing is known to be done. */
const AWAY = /^(OOM|READONLY|LOADING|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|MISCONF|BUSY)/;

/** A command that cannot be carried out now fails at once, and is not said later: whoever asked is told, and asks again. */
const OPTIONS: RedisOptions = {
  lazyConnect: true,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: PATIENCE,
  connectTimeout: PATIENCE,
  disconnectTimeout: 200,
  // It takes a right more, for nothing.
  disableClientInfo: true,
};
/** A subscriber keeps its channels by itself, also those that are asked for while it is away. */
const LISTENING: RedisOptions = { ...OPTIONS, enableOfflineQueue: true, maxRetriesPerRequest: null, commandTimeout: undefined };

/** Those that pages hear of, as Socket.IO's adapter names them. */
const CHANNELS = 'seintje#/#*';

interface Surroundings {
  clock: Clock;
  /** The server must not go on. Where that is not certain nothing is asked of it. */
  fail: (why: Unfit) => void;
  /** Before every key. */
  prefix?: string;
}

/**
 * The Redis that several servers share, held to keeping everything in memory alone: at the start, after every connection, and every
 * few seconds. Until that is known, of it and of each new replica, nothing is asked of it.
 */
export class SharedRedis {
  private isSound = true;
  /** How many connections there were before this one. */
  private lost = 0;
  /** When each replica was found sound, in ms. */
  private replicas = new Map<string, number>();
  /** What it is not sound for, as it was told. */
  private told = '';
  /** Another one took its place, and whoever listens still listens to it. */
  private wasReplica = false;
  private readonly checked: (() => Promise<void>)[] = [];
  private readonly back: (() => void)[] = [];
  /** Replaced at the next beat: asked whether they live, and no answer has come; or at a replica. */
  private readonly silent = new Set<Redis>();
  private stopBeating: Cancel = () => {};

  private constructor(
    /** For what is no command of `ask`: scripts are defined here. */
    readonly commands: Redis,
    readonly subscriber: Redis,
    private readonly surroundings: Surroundings,
  ) {}

  /**
   * Connects, and checks.
   * @param url redis://, rediss:// (TLS), or the path of a Unix socket; a secret, since it can hold a password
   * @throws RedisUnreachable, RedisIsReplica, RedisNotVolatile, RedisForbids
   */
  static async open(url: string, surroundings: Surroundings): Promise<SharedRedis> {
    let isOpen = false;
    // A server that is not there at the start is told; one that goes away later is waited for.
    const retryStrategy = (times: number) => (isOpen ? Math.min(50 * times, LONGEST_PAUSE) : null);
    const commands = new Redis(url, { ...OPTIONS, retryStrategy });
    const subscriber = new Redis(url, { ...LISTENING, retryStrategy });
    // That it is away is seen by what is refused.
    for (const each of [commands, subscriber]) each.on('error', ignore);
    const shared = new SharedRedis(commands, subscriber, surroundings);
    try {
      await Promise.all([commands.connect(), subscriber.connect()]).catch(() => {
        throw new RedisUnreachable();
      });
      await shared.mustBeFit();
      // Whoever asks for channels later is not told that they are refused.
      await subscriber.psubscribe(CHANNELS);
    } catch (error) {
      shared.close();
      throw isForbidden(error) ? new RedisForbids(error as Error) : error;
    }
    isOpen = true;
    shared.watch();
    return shared;
  }

  /** @throws ClocksDiffer, RedisAway, RedisForbids */
  async mustAgreeOnTime(): Promise<void> {
    const [seconds] = await this.ask((redis) => redis.time());
    if (Math.abs(Number(seconds) * 1_000 - this.surroundings.clock.now()) > DIFFERENCE) throw new ClocksDiffer();
  }

  /** Whoever runs over it must not go on. */
  fail(why: Unfit): void {
    this.surroundings.fail(why);
  }

  key(name: string): string {
    return `${this.surroundings.prefix ?? 'seintje:'}${name}`;
  }

  /** What comes first after every connection: it may be another server, or the same with an empty memory. */
  onChecked(listener: () => Promise<void>): void {
    this.checked.push(listener);
  }

  /** Called when it listens again, or answers again: what was told meanwhile was not heard, and what was asked was refused. */
  onBack(listener: () => void): void {
    this.subscriber.on('ready', listener);
    this.back.push(listener);
  }

  /** @throws RedisAway, RedisForbids, RedisFault */
  async ask<T>(what: (redis: Redis) => Promise<T>): Promise<T> {
    if (!this.isSound) throw new RedisAway();
    try {
      return await what(this.commands);
    } catch (error) {
      const { name, message } = error as Error;
      if (isForbidden(error)) throw new RedisForbids(error as Error);
      throw name === 'ReplyError' && !AWAY.test(message) ? new RedisFault(error as Error) : new RedisAway();
    }
  }

  /** Nothing is waited for, and nobody hears whether it was told. */
  readonly publisher = {
    publish: (channel: string, message: string | Buffer): void => void this.commands.publish(channel, message).catch(ignore),
    on: ignore,
    off: ignore,
  };

  close(): void {
    this.stopBeating();
    this.commands.disconnect();
    this.subscriber.disconnect();
  }

  private watch(): void {
    this.commands.on('close', () => this.lose()).on('ready', () => void this.check());
    for (const each of [this.commands, this.subscriber]) each.on('close', () => this.silent.delete(each));
    this.stopBeating = this.surroundings.clock.every(BEAT, () => {
      for (const each of [this.commands, this.subscriber]) this.mustLive(each);
      void this.check();
    });
  }

  private lose(): void {
    this.isSound = false;
    this.lost++;
  }

  /** A network that has gone silent closes no connection. */
  private mustLive(connection: Redis): void {
    if (this.silent.has(connection)) return connection.disconnect(true);
    if (connection.status !== 'ready') return;
    this.silent.add(connection);
    connection.ping().then(() => this.silent.delete(connection), ignore);
  }

  private async check(): Promise<void> {
    const { lost } = this;
    try {
      await this.mustBeFit();
      if (!this.isSound) for (const listener of this.checked) await listener();
      // Whatever was reached since then is looked at by itself.
      if (lost !== this.lost) return;
      const wasAway = !this.isSound;
      this.isSound = true;
      this.told = '';
      if (this.wasReplica) this.subscriber.disconnect(true);
      else if (wasAway) for (const listener of this.back) listener();
      this.wasReplica = false;
    } catch (error) {
      // Away: whatever is not known is looked at again at the next beat.
      if (!(error instanceof Unfit)) return;
      this.isSound = false;
      if (error.sentence !== this.told) this.fail(error);
      this.told = error.sentence;
      if (!(error instanceof RedisIsReplica)) return;
      // It closes no connection by itself: at the next beat it is looked for where the address leads by then.
      this.wasReplica = true;
      this.silent.add(this.commands);
    }
  }

  private async mustBeFit(): Promise<void> {
    const now = this.surroundings.clock.now();
    const known = new Map([...this.replicas].filter(([, at]) => this.isSound && now - at < SILENCE));
    for (const replica of await mustBeVolatile(this.commands, known)) known.set(replica, now);
    this.replicas = known;
  }
}

/** Of a command, or of one in a script. */
function isForbidden(error: unknown): boolean {
  return /NOPERM|The user executing the script can't/.test((error as Error).message);
}

function ignore(): void {}
