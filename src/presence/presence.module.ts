import { Global, Module } from '@nestjs/common';
import { Challenges } from './challenges.js';
import { Here } from './here.js';
import { Presence } from './presence.js';
import { PresenceGateway } from './presence.gateway.js';
import { PresenceNews } from './presence-news.js';

/** Who is there today, and who would hear of something now. */
@Global()
@Module({
  providers: [Challenges, Here, Presence, PresenceGateway, PresenceNews],
  exports: [Presence, PresenceNews],
})
export class PresenceModule {}
