import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, midnightAfter } from '../clock/index.js';
import { Reaches } from '../directory/index.js';
import { Endings, News } from '../identity/index.js';
import { Log, nameOf } from '../log/index.js';
import type { Place } from '../signals/index.js';
import { Nodes } from '../nodes/index.js';
import { Connections, Courier } from '../sockets/index.js';
import { Here } from './here.js';

/** What happens within so many milliseconds is told once. */
const PAUSE = 5_000;
/** An import may change thousands. */
const AT_ONCE = 1_000;

/**
 * Tells senders and contacts that somebody's reach at a school may have changed: what it was they ask. What it hears of is who
 * comes, goes, checks in, signs in or out, and gets or loses a key, a notification or a role; of signals it never hears.
 */
@Injectable()
export class PresenceNews implements OnApplicationBootstrap {
  /** Ids of people, and of sessions that have ended. */
  private moved = new Set<string>();
  private isNewDay = false;
  private isWaiting = false;

  constructor(
    private readonly reaches: Reaches,
    private readonly connections: Connections,
    private readonly here: Here,
    private readonly nodes: Nodes,
    private readonly courier: Courier,
    private readonly endings: Endings,
    private readonly news: News,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.here.moved$.subscribe((person) => this.note(person));
    this.nodes.on('moved').subscribe((id) => this.note(id));
    // Whatever a page is told of its person's day, devices and colleagues may be a change to others.
    this.news.shared$.subscribe((person) => this.note(person));
    this.endings.changed$.subscribe((person) => this.note(person));
    this.endings.ended$.subscribe((session) => this.note(session));
    this.waitForMidnight();
  }

  /** Somebody, or whoever is behind a session, may be reached otherwise than before. */
  changed(id: string): void {
    this.note(id);
    this.nodes.tell('moved', id);
  }

  /** Every server tells the pages that are its own. */
  private note(id: string): void {
    this.moved.add(id);
    this.wait();
  }

  /** Who checked in, and who was absent, was so for the day. */
  private waitForMidnight(): void {
    this.clock.at(midnightAfter(this.clock.now()), () => {
      this.waitForMidnight();
      this.isNewDay = true;
      this.wait();
    });
  }

  private wait(): void {
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.clock.at(this.clock.now() + PAUSE, () => void this.tell());
  }

  private async tell(): Promise<void> {
    const { moved, isNewDay } = this;
    this.moved = new Set();
    this.isNewDay = false;
    this.isWaiting = false;
    try {
      const places = isNewDay ? this.connections.places() : await this.placesOf([...moved]);
      await this.courier.presence([...places].filter((place) => /^(senders|contacts):/.test(place)));
    } catch (error) {
      this.log.error('presence failed', { error: nameOf(error) });
    }
  }

  private async placesOf(moved: string[]): Promise<Set<Place>> {
    const places = new Set<Place>();
    for (let at = 0; at < moved.length; at += AT_ONCE) {
      for (const { organisation, school } of await this.reaches.places(moved.slice(at, at + AT_ONCE), this.clock.now()))
        places.add(`senders:${organisation}`).add(`contacts:${school}`);
    }
    return places;
  }
}
