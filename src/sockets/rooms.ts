import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/index.js';

/** Names of rooms: opaque, so that neither the adapter's memory nor its traffic names a person or a school. */
@Injectable()
export class Rooms {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** HMAC-SHA256 of the place under a key that the nodes share. */
  of(place: string): string {
    return createHmac('sha256', this.config.roomKey).update(place).digest('base64url');
  }
}
