import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { LIMITS } from '../contract/index.js';
import { Handshake } from './handshake.js';

/** So many may wait for their handshake: whoever comes then waits at the door, where it costs next to nothing. */
const INSIDE = 32;
/** Let in within one turn of the event loop, so that whatever else is due comes in between. */
const AT_ONCE = 8;

interface Arrival {
  isGone: () => boolean;
  enter: () => void;
}

/**
 * Those who come, before their websocket is open, in the order in which they come. After a restart everybody comes back at once, and
 * more than can be welcomed in five seconds would be opened, cut and come again, over and over.
 */
@Injectable()
export class Arrivals {
  private readonly atDoor: Arrival[] = [];
  private isOpening = false;

  constructor(
    private readonly handshake: Handshake,
    private readonly clock: Clock,
  ) {
    handshake.done$.subscribe(() => this.open());
  }

  /** Lets somebody in as soon as few are before them; not at all where they go, or have waited as long as a handshake may take. */
  come({ socket }: IncomingMessage, enter: () => void): void {
    const leave = () => void socket.destroy();
    const stopWaiting = this.clock.at(this.clock.now() + LIMITS.handshake, leave);
    // Nobody else listens yet, and who resets the connection must not end the server.
    socket.on('error', ignore).once('close', stopWaiting);
    // A websocket has no use for half a connection, and only whoever answers would notice.
    socket.once('end', leave);
    this.atDoor.push({
      isGone: () => socket.destroyed,
      enter: () => {
        socket.off('error', ignore).off('close', stopWaiting).off('end', leave);
        stopWaiting();
        enter();
      },
    });
    this.open();
  }

  private open(): void {
    if (this.isOpening || this.atDoor.length === 0) return;
    this.isOpening = true;
    setImmediate(() => {
      this.isOpening = false;
      for (let entered = 0; entered < AT_ONCE && this.handshake.waiting < INSIDE && this.atDoor.length > 0;) {
        const arrival = this.atDoor.shift()!;
        if (arrival.isGone()) continue;
        arrival.enter();
        entered++;
      }
      // Else whoever is done opens it again.
      if (this.handshake.waiting < INSIDE) this.open();
    });
  }
}

function ignore(): void {}
