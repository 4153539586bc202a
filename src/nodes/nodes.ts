import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Receipt, Wanted } from '../contract/index.js';
import { Clock } from '../clock/index.js';
import { filter, map, type Observable, Subject } from 'rxjs';

/** How often a server says that it runs, and after how long without that it counts as gone, with its people; ms. */
export const BEAT = 5_000;
export const GONE = 15_000;

/** What servers of one installation tell each other: never content, and nothing is waited for. */
export interface Topics {
  /** Sessions have ended or are another thing now, or what people may do is. */
  revoked: { id: string; what: 'session' | 'person'; of: string[] };
  /** A person's pages have something new to show; `isShared`: which others may be told. */
  news: { person: string; isShared: boolean };
  /** Something for whoever listens at a place, with what they keep of it. */
  announced: { notice: object; receipt: Receipt | null };
  /** Whoever has the content of a copy is asked to seal it anew. */
  wanted: { place: string; wanted: Wanted };
  /** Somebody with a page has come or gone at that server. */
  here: { person: string; isHere: boolean };
  /** A server is there, with these people; what stands for them tells whether others know them all. */
  beat: string;
  /** All people at that server. */
  all: string[];
  /** A server does not know who is where. */
  hello: null;
  /** A server stops. */
  gone: null;
  /** Somebody may be reached otherwise than before. */
  moved: string;
}

/** What nothing else makes good where it was not heard, and what does no harm where it is heard twice. */
const TOLD_AGAIN: (keyof Topics)[] = ['news', 'wanted', 'moved'];
/** For how long that is told again, in ms. */
const MEMORY = 60_000;

interface Told<T extends keyof Topics = keyof Topics> {
  topic: T;
  node: string;
  message: Topics[T];
}

/** How messages travel: by Socket.IO's Redis adapter, to every other server. */
export interface Carrier {
  send(told: unknown): void;
  receive(heard: (told: unknown) => void): void;
}

/** The other servers of this installation; alone there are none. */
@Injectable()
export class Nodes {
  /** This one, for as long as it runs. */
  readonly self = randomUUID();
  private carrier: Carrier | null = null;
  private readonly heard = new Subject<Told>();
  /** The oldest first. */
  private readonly lately: { at: number; told: Told }[] = [];

  constructor(private readonly clock: Clock) {}

  connect(carrier: Carrier): void {
    this.carrier = carrier;
    carrier.receive((told) => this.heard.next(told as Told));
    this.tell('hello', null);
  }

  get isAlone(): boolean {
    return this.carrier === null;
  }

  tell<T extends keyof Topics>(topic: T, message: Topics[T]): void {
    if (!this.carrier) return;
    const told = { topic, node: this.self, message };
    this.carrier.send(told);
    if (!TOLD_AGAIN.includes(topic)) return;
    this.forget();
    this.lately.push({ at: this.clock.now(), told });
  }

  /** The connection was lost, and with it, maybe, what was told of late. */
  tellAgain(): void {
    this.forget();
    for (const { told } of this.lately) this.carrier?.send(told);
  }

  /** What the others tell. */
  on<T extends keyof Topics>(topic: T): Observable<Topics[T]> {
    return this.from(topic).pipe(map(({ message }) => message));
  }

  /** The same, with who tells it. */
  from<T extends keyof Topics>(topic: T): Observable<Told<T>> {
    return this.heard.pipe(filter((told): told is Told<T> => told.topic === topic));
  }

  private forget(): void {
    const since = this.clock.now() - MEMORY;
    while (this.lately.length > 0 && this.lately[0]!.at < since) this.lately.shift();
  }
}
