import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type Cancel, Clock, dateOf, midnightAfter } from '../clock/index.js';
import { Attendance, Substitutes } from '../directory/index.js';
import { Endings, News } from '../identity/index.js';
import { Log, nameOf } from '../log/index.js';

/**
 * What holds for one day ends at midnight, also on a page that stays open: whoever stepped in comes back as who they are now, and so
 * does whoever steps in today. The directory is asked who they are, so that everybody else is left alone. Every server does it.
 */
@Injectable()
export class Midnight implements OnModuleInit, OnApplicationShutdown {
  private stopWaiting: Cancel = () => {};

  constructor(
    private readonly substitutes: Substitutes,
    private readonly attendance: Attendance,
    private readonly endings: Endings,
    private readonly news: News,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.wait();
  }

  onApplicationShutdown(): void {
    this.stopWaiting();
  }

  private wait(): void {
    const midnight = midnightAfter(this.clock.now());
    this.stopWaiting = this.clock.at(midnight, () => {
      this.wait();
      // Timers wake late: then several days are over.
      void this.turn(dateOf(midnight - 1).toString(), dateOf(this.clock.now()).toString());
    });
  }

  private async turn(first: string, last: string): Promise<void> {
    try {
      this.endings.changedByTime(await this.substitutes.between(first, last));
      this.news.changedByTime(await this.attendance.absentBetween(first, last));
    } catch (error) {
      this.log.error('midnight failed', { error: nameOf(error) });
    }
  }
}
