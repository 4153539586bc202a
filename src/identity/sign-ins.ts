import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { CONFIG, type Config } from '../config/index.js';
import type { DeviceUse } from '../contract/index.js';
import { Devices, NothingLedIn, People, type Session, Sessions } from '../directory/index.js';
import { Log } from '../log/index.js';
import { Endings } from './endings.js';
import { labelOf } from './label.js';
import { type Life, lifeOf } from './lives.js';
import { News } from './news.js';
import { Refused } from './refused.js';
import { type Exchange, hashOf, newSecret, SessionCookie } from './session-cookie.js';

/** A proof that was given for what is asked now, in milliseconds. */
const JUST_NOW = 300_000;

interface How {
  proven: boolean;
  provenAt?: number;
  use?: DeviceUse;
  old?: Session | null;
}

/** The session between this server and one browser, from sign-in to sign-out; whoever calls has proven who it is for. */
@Injectable()
export class SignIns {
  constructor(
    private readonly sessions: Sessions,
    private readonly people: People,
    private readonly devices: Devices,
    private readonly endings: Endings,
    private readonly news: News,
    private readonly cookie: SessionCookie,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The session of this browser; null where it has none. */
  async current(exchange: Pick<Exchange, 'request' | 'part'>): Promise<Session | null> {
    const secret = this.cookie.read(exchange);
    return secret ? this.sessions.byTokenHash(hashOf(secret), this.clock.now()) : null;
  }

  /**
   * Signs a person in. A browser where they are signed in already keeps its session, which is proven anew and gets another
   * secret; a session of somebody else there ends.
   * @param how.proven whether they proved it by two factors
   * @param how.provenAt when they did, where that was before now
   * @param how.old the session of this browser, where its cookie does not come along: a strict one does not from elsewhere
   * @throws Refused not-recognised, where there is no such person
   */
  async begin(exchange: Exchange, person: string, how: How): Promise<void> {
    const now = this.clock.now();
    const secret = newSecret();
    const tokenHash = hashOf(secret);
    const old = how.old === undefined ? await this.current(exchange) : how.old;
    const proof = how.proven ? { provenAt: how.provenAt ?? now } : {};
    if (old?.person === person) {
      // An older proof takes nothing away from a newer one.
      const newer = (proof.provenAt ?? 0) > (old.provenAt ?? 0) ? proof : {};
      await this.sessions.change(old.id, { tokenHash, usedAt: now, ...newer });
      return this.give(exchange, secret, await this.lifeOf(old), old.endsAt);
    }
    const use = how.use ?? null;
    const life = await this.lifeOf({ person, use });
    const endsAt = now + life.most;
    const label = labelOf(exchange.request.headers['user-agent']);
    const times = { provenAt: null, ...proof, expiresAt: now + life.idle, endsAt };
    const mustWait = await this.people.mustApproveDevices(person);
    const byClick = this.config.demonstration;
    const session = { person, tokenHash, label, use, ...times, mustWait, byClick };
    const { ended } = await this.sessions.create(session, now).catch((error: unknown) => {
      throw error instanceof NothingLedIn ? new Refused('not-recognised') : error;
    });
    this.give(exchange, secret, life, endsAt);
    // Last, so that whoever is told has something to come back with.
    this.endings.tell(ended);
    if (old) await this.endings.end(old.id);
    this.news.changed([person]);
    // Made-up people are nobody's business to record.
    if (!this.config.demonstration) this.log.record('sign-in', { actor: person, result: 'done' });
  }

  /** Prolongs this browser's session, because its page is open; null where it has none. */
  async keep(exchange: Exchange): Promise<Session | null> {
    const session = await this.current(exchange);
    return session && this.live(exchange, session);
  }

  /**
   * Says who uses the device. Its keys go: where the browser keeps one follows from it.
   * @throws Refused step-up-required: whoever stands at a device of several people may be another one than has signed in there
   */
  async use(exchange: Exchange, session: Session, use: DeviceUse): Promise<void> {
    const isWider = session.use !== null && session.use !== use && use !== 'board' && session.use !== 'own';
    if (isWider && this.clock.now() - (session.provenAt ?? 0) > JUST_NOW) throw new Refused('step-up-required');
    await this.live(exchange, { ...session, use }, { use });
    await this.devices.forget(session.id);
    // Its pages come back as what they are now.
    this.endings.tell([session.id]);
  }

  /** Signs out here. */
  async end(exchange: Exchange): Promise<void> {
    const session = await this.current(exchange);
    if (session) {
      await this.endings.end(session.id);
      if (!this.config.demonstration) this.log.record('sign-out', { actor: session.person, result: 'done' });
    }
    this.cookie.clear(exchange);
  }

  /** On, from now, within the limits of the session's person and device. */
  private async live(exchange: Exchange, session: Session, change: { use?: DeviceUse } = {}): Promise<Session> {
    const now = this.clock.now();
    const life = await this.lifeOf(session);
    const endsAt = session.createdAt + life.most;
    const expiresAt = Math.min(now + life.idle, endsAt);
    const secret = this.cookie.read(exchange)!;
    const isNewest = await this.sessions.prolong(hashOf(secret), { ...change, expiresAt, endsAt }, now);
    if (!isNewest && change.use) throw new Refused('session-ended');
    // Another tab has proven the session anew meanwhile: its cookie must not be replaced by the one before.
    if (isNewest) this.give(exchange, secret, life, endsAt);
    return { ...session, expiresAt, endsAt };
  }

  private async lifeOf({ person, use }: Pick<Session, 'person' | 'use'>): Promise<Life> {
    const known = await this.people.byId(person, this.clock.now());
    if (!known) throw new Refused('not-recognised');
    return lifeOf(known.roles, use);
  }

  private give(exchange: Exchange, secret: string, { idle, persists }: Life, endsAt: number): void {
    this.cookie.write(exchange, secret, persists ? Math.min(idle, endsAt - this.clock.now()) : null);
  }
}
