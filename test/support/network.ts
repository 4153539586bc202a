import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

type Direction = 'questions' | 'answers';

interface Pair {
  page: Socket;
  server: Socket;
  /** Bytes, and at last null: that it was closed. */
  held: Record<Direction, (Buffer | null)[]>;
}

/**
 * The network between one page and a server. Bytes come through; or lie still, and nobody is told; or there is no way, and
 * connections break.
 */
export class Network {
  private readonly pairs = new Set<Pair>();
  private readonly listener: Server;
  private readonly still = new Set<Direction>();
  private isDown = false;
  /** Takes every piece of text that a page says. */
  onSaid: (text: string) => void = () => {};

  private constructor(private readonly port: number) {
    this.listener = createServer((page) => this.join(page));
  }

  static async to(server: string): Promise<Network> {
    const network = new Network(Number(new URL(server).port));
    await new Promise<void>((listening) => network.listener.listen(0, '127.0.0.1', listening));
    return network;
  }

  /** Where the page finds the server. */
  get url(): string {
    return `http://127.0.0.1:${(this.listener.address() as AddressInfo).port}`;
  }

  get isUp(): boolean {
    return !this.isDown && this.still.size === 0;
  }

  /** As under a bridge: from here on nothing comes through in this direction, or in either; what is said is held back. */
  fallsStill(...directions: Direction[]): void {
    for (const direction of directions.length > 0 ? directions : (['questions', 'answers'] as const)) this.still.add(direction);
  }

  /** Whether something was said that did not come through. */
  holds(direction: Direction): boolean {
    return [...this.pairs].some(({ held }) => held[direction].some((each) => each !== null));
  }

  /** Connections break, as when the cable is pulled out; what was held back is lost. */
  breaks(): void {
    this.isDown = true;
    this.forget();
  }

  /** There is a network again: what was held back comes late. */
  comesBack(): void {
    this.isDown = false;
    this.still.clear();
    for (const pair of this.pairs) for (const direction of ['questions', 'answers'] as const) this.flush(pair, direction);
  }

  /** Both ends have given up waiting: what was held back is lost. */
  forget(): void {
    for (const pair of this.pairs) for (const end of [pair.page, pair.server]) end.destroy();
    this.pairs.clear();
  }

  async ends(): Promise<void> {
    this.breaks();
    await new Promise((closed) => this.listener.close(closed));
  }

  private join(page: Socket): void {
    page.on('error', () => {});
    if (this.isDown) return void page.destroy();
    const server = createConnection(this.port, '127.0.0.1');
    // What is said must not wait for the next thing to be said (Nagle's algorithm).
    for (const end of [page, server]) end.setNoDelay(true);
    const pair: Pair = { page, server, held: { questions: [], answers: [] } };
    this.pairs.add(pair);
    const text = textOf((said) => this.onSaid(said));
    page.on('data', (bytes) => {
      text(bytes);
      this.pass(pair, 'questions', bytes);
    });
    server.on('data', (bytes) => this.pass(pair, 'answers', bytes));
    server.on('error', () => {});
    page.on('close', () => this.pass(pair, 'questions', null));
    server.on('close', () => this.pass(pair, 'answers', null));
  }

  private pass(pair: Pair, direction: Direction, bytes: Buffer | null): void {
    pair.held[direction].push(bytes);
    if (!this.still.has(direction)) this.flush(pair, direction);
  }

  private flush(pair: Pair, direction: Direction): void {
    const end = direction === 'questions' ? pair.server : pair.page;
    for (const bytes of pair.held[direction].splice(0)) {
      if (bytes) end.write(bytes);
      else {
        end.destroy();
        this.pairs.delete(pair);
      }
    }
  }
}

/** What a page's bytes say: requests as they are, and after an upgrade the messages in websocket frames (RFC 6455 §5.2). */
function textOf(said: (text: string) => void): (bytes: Buffer) => void {
  let isSocket = false;
  let left = Buffer.alloc(0);
  return (bytes) => {
    if (!isSocket) {
      said(bytes.toString());
      isSocket = /^upgrade: websocket\r$/im.test(bytes.toString());
      return;
    }
    left = Buffer.concat([left, bytes]);
    for (let frame = frameIn(left); frame; frame = frameIn(left)) {
      said(frame.text);
      left = left.subarray(frame.length);
    }
  };
}

/** The first frame, which a page has masked; null where it is not complete. */
function frameIn(bytes: Buffer): { text: string; length: number } | null {
  if (bytes.length < 2) return null;
  const short = bytes[1]! & 127;
  const start = 2 + (short === 126 ? 2 : short === 127 ? 8 : 0);
  if (bytes.length < start + 4) return null;
  const size = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  const length = start + 4 + size;
  if (bytes.length < length) return null;
  const mask = bytes.subarray(start, start + 4);
  const text = Buffer.from(bytes.subarray(start + 4, length)).map((byte, at) => byte ^ mask[at % 4]!);
  return { text: text.toString(), length };
}
