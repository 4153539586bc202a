import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket as NetSocket } from 'node:net';
import { type ClientOptions, WebSocket } from 'ws';
import { isOfPresence } from './frames.js';

const HANDSHAKE = '/socket.io/?EIO=4&transport=websocket';

/** Engine.IO and Socket.IO packets as text, and frames as bytes: what no well-behaved client would ever say. */
export class RawSocket {
  /** Every frame the server sent, as text, but for those of presence. */
  readonly frames: string[] = [];
  closed = false;
  private readonly changes: (() => void)[] = [];

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      if (!isOfPresence(data.toString())) this.changed(() => this.frames.push(data.toString()));
    });
    socket.on('close', () => this.changed(() => (this.closed = true)));
    socket.on('error', () => undefined);
  }

  /**
   * The websocket handshake alone.
   * @returns the HTTP status where it was refused
   */
  static open(
    url: string,
    { path = HANDSHAKE, ...options }: ClientOptions & { path?: string } = {},
  ): Promise<RawSocket | number> {
    const socket = new WebSocket(url.replace('http', 'ws') + path, { perMessageDeflate: false, origin: url, ...options });
    const raw = new RawSocket(socket);
    return new Promise((resolve) => {
      socket.once('open', () => resolve(raw));
      socket.once('unexpected-response', (_request, response: IncomingMessage) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      socket.once('error', () => resolve(0));
    });
  }

  /** Opens, and connects to the namespace with a token; the frame that it was connected with is left out. */
  static async connects(url: string, token: string): Promise<RawSocket> {
    const raw = await RawSocket.open(url);
    if (!(raw instanceof RawSocket)) throw new Error(`refused with ${raw}`);
    raw.sends(`40${JSON.stringify({ token })}`);
    await raw.hears(/^40/);
    raw.frames.splice(0);
    return raw;
  }

  sends(packet: string | Buffer): void {
    this.socket.send(packet);
  }

  /** Bytes below the websocket: whole frames, made by hand. */
  writes(bytes: Buffer): void {
    (this.socket as unknown as { _socket: NetSocket })._socket.write(bytes);
  }

  /** The first frame that matches, or null where the socket was closed before. */
  async hears(pattern: RegExp): Promise<string | null> {
    for (;;) {
      const frame = this.frames.find((each) => pattern.test(each));
      if (frame !== undefined) return frame;
      if (this.closed) return null;
      await new Promise<void>((resolve) => this.changes.push(resolve));
    }
  }

  /** What became of packets that asked for the acknowledgement of this number: the code, `ok`, or `closed`. */
  async outcome(ack: number): Promise<string> {
    const prefix = `43${ack}[`;
    const frame = await this.hears(new RegExp(`^43${ack}\\[`));
    if (frame === null) return 'closed';
    const [answer] = JSON.parse(`[${frame.slice(prefix.length)}`) as { ok: boolean; code?: string }[];
    return answer!.ok ? 'ok' : (answer!.code ?? 'no code');
  }

  /** From here on what the server sends stays with the network. */
  stopsReading(): void {
    (this.socket as unknown as { _socket: NetSocket })._socket.pause();
  }

  leaves(): void {
    this.socket.terminate();
  }

  private changed(change: () => void): void {
    change();
    for (const each of this.changes.splice(0)) each();
  }
}

/** A websocket frame (RFC 6455 §5.2) with any fault one wants. */
export function frame(
  payload: Buffer | string,
  { opcode = 1, fin = true, rsv = 0, masked = true, length = Buffer.byteLength(payload) } = {},
): Buffer {
  const size = length < 126 ? [length] : [126, length >> 8, length & 255];
  const first = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  const mask = randomBytes(4);
  const body = Buffer.from(payload).map((byte, at) => (masked ? byte ^ mask[at % 4]! : byte));
  return Buffer.concat([
    Buffer.from([first, size[0]! | (masked ? 0x80 : 0), ...size.slice(1)]),
    masked ? mask : Buffer.alloc(0),
    body,
  ]);
}
