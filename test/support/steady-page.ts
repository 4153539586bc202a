import { io, type Socket } from 'socket.io-client';
import type { ClientToServerEvents, Payload, ServerToClientEvents, View } from '../../src/contract/index.js';

/** How long a page waits before it tries again, in ms. */
const PAUSE = 300;

type Answered = { ok: boolean; code?: string };

/** A page that comes back by itself, whatever happens to its server, and answers every alert: what was shown to it, and how often. */
export class SteadyPage {
  /**
   * Of each signal on which of its connections, by their numbers, it was alerted; on none: the inbox showed it. What comes twice on one,
   * as it comes while the inbox is asked for, a page shows once, by its id.
   */
  readonly shown = new Map<string, Set<number>>();
  private connections = 0;
  private readonly outbox = new Map<string, Payload<'signal:send'>>();
  private socket!: Socket<ServerToClientEvents, ClientToServerEvents>;
  private isOver = false;
  private backIn = PAUSE;
  private readonly changes: (() => void)[] = [];
  isConnected = false;

  /** @param token a fresh one, whenever it is asked for */
  constructor(
    private readonly url: string,
    private readonly token: () => Promise<string>,
  ) {
    void this.connect();
  }

  /** Resolves as soon as it holds. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.changes.push(resolve));
  }

  /** It goes out under the same id until it is taken. */
  async sends(signal: Payload<'signal:send'>): Promise<void> {
    this.outbox.set(signal.id, signal);
    if (this.isConnected) this.say(signal);
    await this.until(() => !this.outbox.has(signal.id));
  }

  leaves(): void {
    this.isOver = true;
    this.socket?.disconnect();
  }

  private async connect(): Promise<void> {
    if (this.isOver) return;
    this.connections += 1;
    const token = await this.token().catch(() => null);
    if (token === null) return this.later(PAUSE);
    const options = { transports: ['websocket'], forceNew: true, reconnection: false, auth: { token } };
    this.socket = io(this.url, { ...options, extraHeaders: { origin: this.url } });
    this.socket.on('session:ending', (ending) => {
      if (ending.reason === 'restarting') this.backIn = ending.backIn;
    });
    this.socket.on('signal:alert', (view, _receipt, arrived) => {
      arrived();
      this.shows(view).add(this.connections);
      this.changed();
    });
    this.socket.on('connect', () => this.ask());
    this.socket.on('connect_error', () => this.later(PAUSE));
    this.socket.on('disconnect', () => {
      this.isConnected = false;
      this.later(this.backIn);
      this.backIn = PAUSE;
    });
  }

  private later(pause: number): void {
    setTimeout(() => void this.connect(), pause).unref();
  }

  private ask(): void {
    this.socket.emit('inbox', {}, (answer: { ok: boolean; views?: View[] }) => {
      if (!answer.ok) return void setTimeout(() => this.ask(), PAUSE).unref();
      for (const view of answer.views!) this.shows(view);
      this.isConnected = true;
      for (const signal of this.outbox.values()) this.say(signal);
      this.changed();
    });
  }

  private shows({ id }: View): Set<number> {
    const on = this.shown.get(id) ?? new Set();
    this.shown.set(id, on);
    return on;
  }

  private say(signal: Payload<'signal:send'>): void {
    this.socket.emit('signal:send', signal, (answer: Answered) => {
      if (answer.ok) this.outbox.delete(signal.id);
      else setTimeout(() => this.isConnected && this.say(signal), PAUSE).unref();
      this.changed();
    });
  }

  private changed(): void {
    for (const resolve of this.changes.splice(0)) resolve();
  }
}
