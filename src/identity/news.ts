import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** Whose pages have something new to show beside signals: devices, announcements, their day. */
@Injectable()
export class News {
  private readonly all = new Subject<string>();
  private readonly shared = new Subject<string>();
  /** Ids of people. */
  readonly changed$ = this.all.asObservable();
  /** The same, without what came of a signal: nobody else may be told that something changed. */
  readonly shared$ = this.shared.asObservable();

  changed(people: string[]): void {
    for (const person of people) {
      this.all.next(person);
      this.shared.next(person);
    }
  }

  /** Of something that a signal brought to light. */
  changedBySignal(person: string): void {
    this.all.next(person);
  }
}
