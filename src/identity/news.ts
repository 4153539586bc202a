import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** Whose pages have something new to show beside signals: devices, announcements. */
@Injectable()
export class News {
  private readonly changes = new Subject<string>();
  /** Ids of people. */
  readonly changed$ = this.changes.asObservable();

  changed(people: string[]): void {
    for (const person of people) this.changes.next(person);
  }
}
