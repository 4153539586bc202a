import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { type Cancel, Clock } from '../clock/index.js';
import { Callers, Endings, mayAct, type Principal, Refused } from '../identity/index.js';
import { placesFor } from './actor.js';
import { Log, nameOf } from '../log/index.js';
import type { Place } from '../signals/index.js';
import { backIn } from './closing.js';
import { Handshake } from './handshake.js';
import { Rooms } from './rooms.js';
import type { Server, Socket } from './server.js';
import { Traffic } from './traffic.js';

/** Every connection from its handshake to its end: who it is, which rooms it is in, when it must be renewed. */
@Injectable()
export class Connections {
  private server: Server;
  private readonly expiries = new Map<string, Cancel>();
  private readonly leaving = new Subject<Principal>();
  private readonly moving = new Subject<string>();
  /** Whose session has just lost its last connection. */
  readonly left$ = this.leaving.asObservable();
  /** Ids of people with a page, where they may act, that has just come or gone. */
  readonly moved$ = this.moving.asObservable();

  constructor(
    private readonly handshake: Handshake,
    private readonly traffic: Traffic,
    private readonly callers: Callers,
    private readonly endings: Endings,
    private readonly rooms: Rooms,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    endings.ended$.subscribe((session) => this.endAt(`session:${session}`));
    // They come back at once, as who they are now.
    endings.changed$.subscribe((person) => this.endAt(`person:${person}`));
  }

  /** Puts itself before everything: no handler exists for a socket that has not been authenticated. */
  serve(server: Server): void {
    this.server = server;
    server.use((socket, next) => void this.handshake.check(socket, next));
    server.on('connection', (socket) => this.welcome(socket));
  }

  /** The sockets of everybody who listens at a place, less those who listen at the excepted one. */
  at(place: string, except?: string): Socket[] {
    const { sockets, adapter } = this.server.of('/');
    const excepted = except === undefined ? undefined : adapter.rooms.get(this.rooms.of(except));
    const ids = [...(adapter.rooms.get(this.rooms.of(place)) ?? [])].filter((id) => !excepted?.has(id));
    return ids.map((id) => sockets.get(id)).filter((socket) => socket !== undefined);
  }

  /**
   * Prolongs a socket in place: for the same session only.
   * @throws Refused unauthorised, after which the socket is closed
   */
  async renew(socket: Socket, token: string): Promise<number> {
    return this.orEnd(socket, async () => {
      const fresh = await this.callers.verify(token);
      if (fresh.session !== socket.data.principal.session) throw new Refused('unauthorised');
      this.adopt(socket, fresh);
      this.expire(socket);
      return fresh.expiresAt;
    });
  }

  /**
   * The caller as the directory knows them now: what is no longer theirs to hear, they no longer hear.
   * @throws Refused unauthorised or session-ended, after which the socket is closed
   */
  async refresh(socket: Socket): Promise<Principal> {
    return this.orEnd(socket, async () => {
      const known = await this.callers.refresh(socket.data.principal);
      // A renewal may have come in between.
      this.adopt(socket, { ...known, expiresAt: socket.data.principal.expiresAt });
      return socket.data.principal;
    });
  }

  /** Whether somebody has a connected page where they could open something. */
  isHere(person: string): boolean {
    return this.at(`person:${person}`).some(({ data }) => mayAct(data.principal));
  }

  /** Ids of everybody who has one: it looks at all connections. */
  people(): Set<string> {
    return new Set(this.principals().flatMap((principal) => (mayAct(principal) ? principal.person : [])));
  }

  /** Where anybody listens now. */
  places(): Set<Place> {
    return new Set(this.principals().flatMap(placesFor));
  }

  end(socket: Socket, reason: 'expired' | 'revoked'): void {
    socket.emit('session:ending', { reason });
    // In the next turn, so that the answer to the command under way is written first.
    setImmediate(() => socket.disconnect(true));
  }

  /** Everybody comes back, spread out, and asks what there is. */
  comeBack(): void {
    const sockets = [...this.server.of('/').sockets.values()];
    for (const socket of sockets) {
      socket.emit('session:ending', { reason: 'restarting', backIn: backIn(sockets.length) });
      setImmediate(() => socket.disconnect(true));
    }
  }

  private principals(): Principal[] {
    return [...this.server.of('/').sockets.values()].map(({ data }) => data.principal);
  }

  private endAt(place: string): void {
    for (const socket of this.at(place)) this.end(socket, 'revoked');
  }

  private async orEnd<T>(socket: Socket, load: () => Promise<T>): Promise<T> {
    try {
      return await load();
    } catch (error) {
      if (error instanceof Refused) this.end(socket, 'revoked');
      throw error;
    }
  }

  private welcome(socket: Socket): void {
    const { principal, asOf } = socket.data;
    this.listen(socket);
    if (mayAct(principal)) this.moving.next(principal.person);
    this.expire(socket);
    this.traffic.watch(socket);
    socket.on('disconnect', () => {
      this.forget(socket);
      const { principal } = socket.data;
      if (mayAct(principal)) this.moving.next(principal.person);
      if (this.at(`session:${principal.session}`).length === 0) this.leaving.next(principal);
      // Without its session a connection has no purpose: it must not stay open unauthenticated.
      socket.conn.close();
    });
    // It may have ended, or be another thing now, since it was looked up.
    if (asOf === this.endings.count) return;
    this.refresh(socket).catch((error: unknown) => {
      if (error instanceof Refused) return;
      this.log.error('handshake failed', { error: nameOf(error) });
      // What it was let in as may be over: it comes back, and is looked up anew.
      socket.conn.close();
    });
  }

  private adopt(socket: Socket, principal: Principal): void {
    const before = socket.data.principal;
    socket.data.principal = principal;
    // Whoever has left in the meantime must not come back into a room.
    if (!socket.connected) return;
    // At nearly every command they are the same.
    if (String(placesFor(principal)) !== String(placesFor(before))) this.listen(socket);
    if (mayAct(principal) !== mayAct(before)) this.moving.next(principal.person);
  }

  private listen(socket: Socket): void {
    const { principal } = socket.data;
    const rooms = [...placesFor(principal), `person:${principal.person}`, `session:${principal.session}`].map((place) =>
      this.rooms.of(place),
    );
    for (const room of socket.rooms) if (room !== socket.id && !rooms.includes(room)) void socket.leave(room);
    void socket.join(rooms);
  }

  private expire(socket: Socket): void {
    this.forget(socket);
    // Whoever has left in the meantime has nothing to wait for.
    if (!socket.connected) return;
    const { expiresAt } = socket.data.principal;
    this.expiries.set(
      socket.id,
      this.clock.at(expiresAt, () => this.end(socket, 'expired')),
    );
  }

  private forget(socket: Socket): void {
    this.expiries.get(socket.id)?.();
    this.expiries.delete(socket.id);
  }
}
