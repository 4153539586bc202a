import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import type { Response } from 'express';
import type { Health } from '../contract/index.js';
import { DATABASE, type Database } from '../directory/index.js';
import { Open } from '../identity/index.js';
import { REDIS, type SharedRedis } from '../redis/index.js';

/** Whether this server can do what it is there for: of what it depends on, what answers now. */
@Controller('v1/health')
export class HealthController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(REDIS) private readonly redis: SharedRedis | null,
  ) {}

  /** 503 where something does not answer. */
  @Get()
  @Open('whoever watches over the servers asks')
  @Header('Cache-Control', 'no-store')
  async health(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const [directory, signals] = await Promise.all([
      answers(this.db.execute(sql`select 1`)),
      this.redis ? answers(this.redis.ask((commands) => commands.ping())) : true,
    ]);
    if (!directory || !signals) response.status(503);
    return { directory, signals };
  }
}

function answers(asked: Promise<unknown>): Promise<boolean> {
  return asked.then(
    () => true,
    () => false,
  );
}
