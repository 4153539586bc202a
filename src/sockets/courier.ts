import { Injectable } from '@nestjs/common';
import type { Receipt, SessionNews, View, Wanted } from '../contract/index.js';
import { mayAct } from '../identity/index.js';
import { Nodes } from '../nodes/index.js';
import { Push } from '../push/index.js';
import { type Alert, Announcer, type Audience, type Notice, type Place, staffAt } from '../signals/index.js';
import { Connections } from './connections.js';
import type { Socket } from './server.js';

/** People who are told within one turn of the event loop that somebody came or went. */
const AT_ONCE = 64;

/** What pages hear of a signal; a reminder is heard by none. */
type Told = Exclude<Notice, { event: 'reminder' }>;

/**
 * The only place that tells people about signals. It takes whom and a view: nothing else can be sent to nobody else. Every server
 * tells the pages that are connected to it.
 */
@Injectable()
export class Courier extends Announcer {
  private readonly listeners: ((alerted: View, audience: Audience) => void)[] = [];

  constructor(
    private readonly connections: Connections,
    private readonly push: Push,
    private readonly nodes: Nodes,
  ) {
    super();
    nodes.on('announced').subscribe(({ notice, receipt }) => this.hear(notice as Told, receipt));
    nodes.on('wanted').subscribe(({ place, wanted }) => this.ask(place as Place, wanted));
  }

  override announce(notice: Notice, receipt: () => Receipt | null): void {
    if (notice.event === 'reminder') return this.wake(notice.audience);
    const sockets = this.connections.at(notice.audience.place, notice.audience.except);
    // All who listen at a place keep the same.
    const kept = sockets.length > 0 || !this.nodes.isAlone ? receipt() : null;
    this.deliver(notice, kept, sockets);
    this.nodes.tell('announced', { notice, receipt: kept });
    if (notice.event === 'alert') this.wake(notice.audience);
  }

  override onAnswered(listener: (alerted: View, audience: Audience) => void): void {
    this.listeners.push(listener);
  }

  /** One device is alerted, and says by the acknowledgement that it has arrived. */
  alert(socket: Socket, { view, audience }: Alert, receipt: Receipt): void {
    const answered = () => this.listeners.forEach((listener) => listener(view, audience));
    // Where nobody can open anything, nothing has arrived.
    if (mayAct(socket.data.principal)) socket.emit('signal:alert', view, receipt, answered);
    else socket.emit('signal:changed', view, receipt);
  }

  /** Whoever has the content there is asked to seal it anew. */
  wanted(place: Place, wanted: Wanted): void {
    this.ask(place, wanted);
    this.nodes.tell('wanted', { place, wanted });
  }

  /** What a page is told beside signals. */
  news(socket: Socket, news: SessionNews): void {
    socket.emit('session:news', news);
  }

  /** Whoever listens at any of these places asks anew how people are reached: that is all that is said, once. */
  async presence(places: Place[]): Promise<void> {
    const told = new Set<Socket>();
    for (const place of places) {
      for (const socket of this.connections.at(place)) {
        if (told.has(socket)) continue;
        socket.emit('presence:changed', {});
        // Where everybody comes back at once they are thousands: a signal must not wait for all of them.
        if (told.add(socket).size % AT_ONCE === 0) await new Promise(setImmediate);
      }
    }
  }

  private hear(notice: Told, receipt: Receipt | null): void {
    this.deliver(notice, receipt, this.connections.at(notice.audience.place, notice.audience.except));
  }

  private deliver(notice: Told, receipt: Receipt | null, sockets: Socket[]): void {
    for (const socket of sockets) {
      if (notice.event === 'alert') this.alert(socket, notice, receipt!);
      else if (notice.event === 'changed') socket.emit('signal:changed', notice.view, receipt!);
      else socket.emit('signal:gone', notice.gone, receipt);
    }
  }

  private ask(place: Place, wanted: Wanted): void {
    for (const socket of this.connections.at(place))
      if (mayAct(socket.data.principal)) socket.emit('signal:reseal-wanted', wanted);
  }

  /** Whether a page of theirs is open or not: an open one may be asleep. A browser that was woken says nothing of arriving. */
  private wake({ place, except }: Audience): void {
    const staff = staffAt(place);
    const excepted = except === undefined ? null : staffAt(except);
    if (staff) void this.push.wake({ ...staff, except: excepted?.person ?? null });
  }
}
