import { Injectable } from '@nestjs/common';
import { type Alert, Announcer, type Notice } from '../signals/index.js';
import { Connections } from './connections.js';
import { Rooms } from './rooms.js';
import type { Socket } from './server.js';

/** The only place that tells people about signals. It takes whom and a view: nothing else can be sent to nobody else. */
@Injectable()
export class Courier extends Announcer {
  constructor(
    private readonly connections: Connections,
    private readonly rooms: Rooms,
  ) {
    super();
  }

  override announce(notice: Notice, answered: () => void): void {
    const sockets = this.socketsOf(notice);
    if (notice.event === 'alert') for (const socket of sockets) this.alert(socket, notice, answered);
    else for (const socket of sockets) this.tell(socket, notice);
  }

  /** One device is alerted, and says by the acknowledgement that it has arrived. */
  alert(socket: Socket, { view }: Alert, answered: () => void): void {
    socket.emit('signal:alert', view, answered);
  }

  private tell(socket: Socket, notice: Exclude<Notice, Alert>): void {
    if (notice.event === 'changed') socket.emit('signal:changed', notice.view);
    else socket.emit('signal:gone', notice.gone);
  }

  private socketsOf({ audience: { place, except } }: Notice): Socket[] {
    const { sockets, adapter } = this.connections.io.of('/');
    const excepted = except ? adapter.rooms.get(this.rooms.of(except)) : undefined;
    const ids = [...(adapter.rooms.get(this.rooms.of(place)) ?? [])].filter((id) => !excepted?.has(id));
    return ids.map((id) => sockets.get(id)).filter((socket) => socket !== undefined);
  }
}
