import { createHash } from 'node:crypto';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { MessageBody } from '@nestjs/websockets';
import { importJWK } from 'jose';
import { Clock } from '../clock/index.js';
import type { Answer, AnswerTo, DeviceKey } from '../contract/index.js';
import { Announcements, Devices, Sessions } from '../directory/index.js';
import { Endings, isPrivate, News, type Principal, Refused } from '../identity/index.js';
import { Log, nameOf } from '../log/index.js';
import { Resealing } from '../memory/resealing.js';
import { Members } from '../nodes/index.js';
import { PresenceNews } from '../presence/index.js';
import { Caller, Command, Connections, Courier, Gateway, IdDto } from '../sockets/index.js';
import { Headlines } from './headlines.js';
import { RegisterDto, SessionDto } from './session.dto.js';

/** The devices of everyone who is signed in, and what they are told beside signals. */
@Gateway()
export class DevicesGateway implements OnApplicationBootstrap {
  /** When the keys of pages that are here were registered, by their sessions. */
  private readonly registered = new Map<string, Map<string, number>>();

  constructor(
    private readonly devices: Devices,
    private readonly sessions: Sessions,
    private readonly announcements: Announcements,
    private readonly headlines: Headlines,
    private readonly connections: Connections,
    private readonly courier: Courier,
    private readonly endings: Endings,
    private readonly news: News,
    private readonly presence: PresenceNews,
    private readonly resealing: Resealing,
    private readonly members: Members,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // Where another server runs, such a page may be connected to it.
    if (this.members.isFirst) await this.devices.forgetShared();
    this.connections.left$.subscribe((principal) => void this.left(principal));
    this.news.changed$.subscribe((person) => void this.tell(person));
  }

  @Command('device:register', 'everyone')
  async register(@Caller() caller: Principal, @MessageBody() { key }: RegisterDto): Promise<AnswerTo<'device:register'>> {
    if (!isPrivate(caller)) throw new Refused('not-allowed');
    const { kty, crv, x, y } = key;
    const plain = { kty, crv, x, y };
    const device = thumbprintOf(plain);
    const { person, session } = caller;
    const seen = { id: device, person, session, now: this.clock.now() };
    if (!(await this.devices.seenAgain(seen))) {
      // A point that is not on the curve would make sealing fail for everybody at the school.
      await importJWK(plain, 'ECDH-ES+A256KW').catch(() => Promise.reject(new Refused('malformed')));
      if (!(await this.devices.register({ ...seen, key: plain }))) throw new Refused('not-allowed');
    }
    this.registered.set(session, new Map(this.registered.get(session)).set(device, seen.now));
    this.presence.changed(person);
    void this.resealing.arrived(caller, device);
    // Its page may have been closed in the meantime.
    if (this.connections.at(`session:${session}`).length === 0) await this.left(caller);
    return { ok: true, device };
  }

  @Command('device:approve', 'everyone')
  async approve(@Caller() caller: Principal, @MessageBody() { session }: SessionDto): Promise<Answer> {
    await this.mustBeNew(caller, session);
    await this.sessions.approve(session, this.clock.now());
    this.log.record('device-approved', { actor: caller.person, object: session, result: 'done' });
    this.news.changed([caller.person]);
    return { ok: true };
  }

  @Command('device:refuse', 'everyone')
  async refuse(@Caller() caller: Principal, @MessageBody() { session }: SessionDto): Promise<Answer> {
    await this.mustBeNew(caller, session);
    await this.endings.end(session);
    this.log.record('device-refused', { actor: caller.person, object: session, result: 'done' });
    this.news.changed([caller.person]);
    return { ok: true };
  }

  @Command('announcement:seen', 'everyone')
  async seen(@Caller() caller: Principal, @MessageBody() { id }: IdDto): Promise<Answer> {
    // Whoever is new could have come in by what is announced.
    if (!isPrivate(caller) || !caller.isApproved) throw new Refused('not-allowed');
    if (await this.announcements.seen(id, caller.person)) this.news.changed([caller.person]);
    return { ok: true };
  }

  private async mustBeNew(caller: Principal, session: string): Promise<void> {
    if (!isPrivate(caller) || !caller.isApproved) throw new Refused('not-allowed');
    const { newDevices } = await this.headlines.for(caller);
    if (!newDevices.some((each) => each.session === session)) throw new Refused('wrong-moment');
  }

  /** The last page of a session here was closed: a key that was in its memory is gone, and another device may be the only one now. */
  private async left({ person, use, session, settings }: Principal): Promise<void> {
    const closed = this.registered.get(session) ?? [];
    this.registered.delete(session);
    if (use === 'shared') await this.devices.leave(closed).catch((error: unknown) => this.logFault(error));
    if (settings.approveDevices) this.news.changed([person]);
  }

  private async tell(person: string): Promise<void> {
    for (const socket of this.connections.at(`person:${person}`)) {
      try {
        const principal = await this.connections.refresh(socket);
        this.courier.news(socket, await this.headlines.for(principal));
        // Copies are for devices that were approved.
        if (principal.settings.approveDevices) await this.resealing.arrived(principal, null);
      } catch (error) {
        // One that is being closed reads it in its next inbox.
        this.logFault(error);
      }
    }
  }

  private logFault(error: unknown): void {
    if (!(error instanceof Refused)) this.log.error('news failed', { error: nameOf(error) });
  }
}

/** RFC 7638, at once: the library's own waits for another thread. */
function thumbprintOf({ crv, kty, x, y }: DeviceKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}
