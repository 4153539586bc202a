import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import type { NewDevice, SessionNews } from '../contract/index.js';
import { Announcements, Attendance, Sessions } from '../directory/index.js';
import { isPrivate, News, type Principal } from '../identity/index.js';

/** What a page is told beside signals. */
@Injectable()
export class Headlines {
  constructor(
    private readonly sessions: Sessions,
    private readonly announcements: Announcements,
    private readonly attendance: Attendance,
    private readonly news: News,
    private readonly clock: Clock,
  ) {}

  async for(principal: Principal): Promise<SessionNews> {
    const { person, session } = principal;
    const { today, ...has } = await this.attendance.day(person, session, this.clock.now());
    if (!isPrivate(principal)) return { newDevices: [], awaitsApproval: false, announcements: [], today };
    const isApproved = principal.isApproved || (await this.isAlone(principal));
    return {
      // Whoever is new themselves cannot say who else is.
      newDevices: isApproved && has.hasNewDevices ? await this.othersOf(principal) : [],
      awaitsApproval: principal.isWaiting && !isApproved,
      announcements: isApproved && has.hasAnnouncements ? await this.announcements.unseen(person) : [],
      today,
    };
  }

  private async othersOf({ person, session }: Principal): Promise<NewDevice[]> {
    const unapproved = await this.sessions.unapproved(person, this.clock.now());
    return unapproved.filter((each) => each.session !== session);
  }

  /** Nobody's only device stays new: the one where they could have said that it is theirs may have gone. */
  private async isAlone({ person, session }: Principal): Promise<boolean> {
    const isAlone = await this.sessions.approveAlone(session, person, this.clock.now());
    if (isAlone) this.news.changed([person]);
    return isAlone;
  }
}
