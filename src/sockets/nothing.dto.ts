import { Equals } from 'class-validator';
import type { Nothing } from '../contract/index.js';

/** For commands whose object is empty. A class without any rule would be let through unread, so it has one. */
export class NothingDto implements Nothing {
  [key: string]: never;

  @Equals(undefined)
  nothing: never;
}
