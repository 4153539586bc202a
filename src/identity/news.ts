import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { Nodes } from '../nodes/index.js';

/** Whose pages have something new to show beside signals: devices, announcements, their day. */
@Injectable()
export class News {
  private readonly all = new Subject<string>();
  private readonly shared = new Subject<string>();
  /** Ids of people. */
  readonly changed$ = this.all.asObservable();
  /** The same, without what came of a signal: nobody else may be told that something changed. */
  readonly shared$ = this.shared.asObservable();

  constructor(private readonly nodes: Nodes) {
    nodes.on('news').subscribe(({ person, isShared }) => this.next(person, isShared));
  }

  changed(people: string[]): void {
    for (const person of people) this.tell(person, true);
  }

  /** The same of what every server sees by itself. */
  changedByTime(people: string[]): void {
    for (const person of people) this.next(person, true);
  }

  /** Of something that a signal brought to light. */
  changedBySignal(person: string): void {
    this.tell(person, false);
  }

  private tell(person: string, isShared: boolean): void {
    this.next(person, isShared);
    this.nodes.tell('news', { person, isShared });
  }

  private next(person: string, isShared: boolean): void {
    this.all.next(person);
    if (isShared) this.shared.next(person);
  }
}
