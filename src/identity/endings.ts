import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Subject } from 'rxjs';
import { type Cancel, Clock } from '../clock/index.js';
import { type Revocation, Revocations, Sessions } from '../directory/index.js';
import { Log, nameOf } from '../log/index.js';
import { Nodes } from '../nodes/index.js';

/** How often it is read what other servers have written down, in ms. */
const LOOK = 2_000;
/** How much further back than the last look, in ms: what was being written then. */
const OVERLAP = 10_000;

/**
 * The end of sessions, and of what people may do: written down first, then told to whoever holds something open for them, at every
 * server. What was told and not heard is read by each server within seconds.
 */
@Injectable()
export class Endings implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly sessionsEnded = new Subject<string>();
  private readonly peopleChanged = new Subject<string>();
  /** Ids of sessions that have just ended, or are another thing now. */
  readonly ended$ = this.sessionsEnded.asObservable();
  /** Ids of people of whom what they may do, or where they are signed in, has just changed. */
  readonly changed$ = this.peopleChanged.asObservable();
  /** What was carried out here, and when: it is heard, and read as well. */
  private readonly done = new Map<string, number>();
  /** Not known to be written down yet. */
  private readonly unwritten = new Set<Revocation>();
  private isFailing = false;
  private lookedAt: number;
  private looking: Promise<void> | null = null;
  private stopLooking: Cancel = () => {};
  private said = 0;

  constructor(
    private readonly sessions: Sessions,
    private readonly revocations: Revocations,
    private readonly clock: Clock,
    private readonly nodes: Nodes,
    private readonly log: Log,
  ) {
    this.lookedAt = clock.now();
    nodes.on('revoked').subscribe((revocation) => this.carryOut(revocation));
  }

  onApplicationBootstrap(): void {
    if (this.nodes.isAlone) return;
    // One at a time: a directory that is silent is not asked over and over.
    this.stopLooking = this.clock.every(LOOK, () => {
      this.looking ??= this.look().finally(() => (this.looking = null));
    });
  }

  /** How many of both there were: with another number, whoever was looked up before may be somebody else by now. */
  get count(): number {
    return this.said;
  }

  /** The directory ends after it. */
  async onApplicationShutdown(): Promise<void> {
    this.stopLooking();
    await this.looking;
  }

  async end(session: string): Promise<void> {
    await this.sessions.end(session, this.clock.now());
    this.tell([session]);
  }

  /** Everywhere. */
  async endAll(person: string): Promise<void> {
    this.tell(await this.sessions.endAll(person, this.clock.now()));
  }

  /** Of sessions that are over, or something else, in the directory already. */
  tell(sessions: string[]): void {
    this.revoke('session', sessions);
  }

  /** What these people may do is another thing in the directory already. */
  changed(people: string[]): void {
    this.revoke('person', people);
  }

  /** The same of what every server sees by itself. */
  changedByTime(people: string[]): void {
    this.say('person', people);
  }

  private revoke(what: Revocation['what'], of: string[]): void {
    if (of.length === 0) return;
    if (this.nodes.isAlone) return this.say(what, of);
    const revocation = { id: randomUUID(), what, of };
    this.carryOut(revocation);
    this.nodes.tell('revoked', revocation);
    this.unwritten.add(revocation);
    void this.write(revocation).catch((error: unknown) => this.complain(error));
  }

  private carryOut({ id, what, of }: Revocation): void {
    if (this.done.has(id)) return;
    this.done.set(id, this.clock.now());
    this.say(what, of);
  }

  private say(what: Revocation['what'], of: string[]): void {
    this.said += of.length;
    const hear = what === 'session' ? this.sessionsEnded : this.peopleChanged;
    for (const each of of) hear.next(each);
  }

  private async write(revocation: Revocation): Promise<void> {
    await this.revocations.add(revocation);
    this.unwritten.delete(revocation);
  }

  private async look(): Promise<void> {
    const now = this.clock.now();
    const back = Math.max(0, now - this.lookedAt) + OVERLAP;
    try {
      for (const revocation of await this.revocations.ofTheLast(back)) this.carryOut(revocation);
      this.lookedAt = now;
      // What is older is not read any more.
      for (const [id, at] of this.done) if (at < now - 2 * back) this.done.delete(id);
      for (const revocation of this.unwritten) await this.write(revocation);
      await this.revocations.sweep();
      this.isFailing = false;
    } catch (error) {
      this.complain(error);
    }
  }

  /** Once, however long it lasts. */
  private complain(error: unknown): void {
    if (this.isFailing) return;
    this.isFailing = true;
    this.log.error('revocations failed', { error: nameOf(error) });
  }
}
