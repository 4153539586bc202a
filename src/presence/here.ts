import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { merge, type Observable, Subject } from 'rxjs';
import { type Cancel, Clock } from '../clock/index.js';
import { BEAT, GONE, Nodes } from '../nodes/index.js';
import { Connections } from '../sockets/index.js';

/** How many they are, and a number that stands for them whatever their order (ids are random UUIDs). */
function digestOf(people: Set<string>): string {
  let sum = 0;
  for (const person of people) sum ^= parseInt(person.slice(0, 8), 16);
  return `${people.size} ${sum}`;
}

/** What another server has told. */
interface Other {
  people: Set<string>;
  heardAt: number;
}

/** Who has a connected page where they could open something, at this server or at another one. Ids of people. */
@Injectable()
export class Here implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly others = new Map<string, Other>();
  private readonly elsewhere = new Subject<string>();
  private stopBeating: Cancel = () => {};
  /** Of whom it may have become another. */
  readonly moved$: Observable<string>;

  constructor(
    private readonly connections: Connections,
    private readonly nodes: Nodes,
    private readonly clock: Clock,
  ) {
    this.moved$ = merge(connections.moved$, this.elsewhere);
    connections.moved$.subscribe((person) => nodes.tell('here', { person, isHere: connections.isHere(person) }));
    nodes.from('here').subscribe(({ node, message: { person, isHere } }) => this.hear(node, [person], isHere));
    nodes.from('all').subscribe(({ node, message }) => this.learn(node, new Set(message)));
    nodes.from('beat').subscribe(({ node, message }) => this.compare(node, message));
    nodes.on('hello').subscribe(() => nodes.tell('all', [...connections.people()]));
    nodes.from('gone').subscribe(({ node }) => this.forget(node));
  }

  onApplicationBootstrap(): void {
    if (this.nodes.isAlone) return;
    this.beat();
    this.stopBeating = this.clock.every(BEAT, () => this.beat());
  }

  onApplicationShutdown(): void {
    this.stopBeating();
    this.nodes.tell('gone', null);
  }

  has(person: string): boolean {
    return this.connections.isHere(person) || [...this.others.values()].some(({ people }) => people.has(person));
  }

  /** It looks at all connections. */
  all(): Set<string> {
    const all = this.connections.people();
    for (const { people } of this.others.values()) for (const person of people) all.add(person);
    return all;
  }

  private hear(node: string, people: Iterable<string>, isHere: boolean): void {
    const other = this.others.get(node) ?? { people: new Set<string>(), heardAt: 0 };
    other.heardAt = this.clock.now();
    this.others.set(node, other);
    for (const person of people) {
      if (isHere) other.people.add(person);
      else other.people.delete(person);
      this.elsewhere.next(person);
    }
  }

  /** Those whom it has, and no others any more. */
  private learn(node: string, people: Set<string>): void {
    const known = this.others.get(node)?.people ?? new Set<string>();
    this.hear(
      node,
      [...known].filter((person) => !people.has(person)),
      false,
    );
    this.hear(
      node,
      [...people].filter((person) => !known.has(person)),
      true,
    );
  }

  /** Something that it told was not heard. */
  private compare(node: string, digest: string): void {
    this.hear(node, [], true);
    if (digestOf(this.others.get(node)!.people) !== digest) this.nodes.tell('hello', null);
  }

  private forget(node: string): void {
    const people = this.others.get(node)?.people ?? [];
    this.others.delete(node);
    for (const person of people) this.elsewhere.next(person);
  }

  /** Says that this server is there, and forgets those that have not said so for long. */
  private beat(): void {
    const now = this.clock.now();
    this.nodes.tell('beat', digestOf(this.connections.people()));
    for (const [node, { heardAt }] of this.others) if (now - heardAt >= GONE) this.forget(node);
  }
}
