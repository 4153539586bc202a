import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { type Announcement, type NewDevice, NO_DAY, type SessionNews, type Today } from '../../src/contract/index.js';
import type { Result } from './live.js';
import type { Ask } from './wire.js';

const DATE = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' });

/** What this person is told beside signals. */
export class News {
  private readonly devices = signal<NewDevice[]>([]);
  private readonly waits = signal(false);
  private readonly told = signal<Announcement[]>([]);
  private readonly day = signal({ today: NO_DAY, on: '' });
  readonly newDevices: ReadonlySignal<NewDevice[]> = this.devices;
  readonly awaitsApproval: ReadonlySignal<boolean> = this.waits;
  readonly announcements: ReadonlySignal<Announcement[]> = this.told;
  readonly today: ReadonlySignal<Today>;

  /** @param now the server's clock, in milliseconds */
  constructor(
    private readonly ask: Ask,
    private readonly now: ReadonlySignal<number>,
  ) {
    // At midnight nobody has said anything of the day yet.
    const isOver = computed(() => DATE.format(now.value) !== this.day.value.on);
    this.today = computed(() => {
      const { today } = this.day.value;
      return isOver.value ? { ...NO_DAY, push: today.push } : today;
    });
  }

  put({ newDevices, awaitsApproval, announcements, today }: SessionNews): void {
    this.devices.value = newDevices;
    this.waits.value = awaitsApproval;
    this.told.value = announcements;
    this.day.value = { today, on: DATE.format(this.now.peek()) };
  }

  clear(): void {
    this.put({ newDevices: [], awaitsApproval: false, announcements: [], today: NO_DAY });
  }

  /** "Dat was ik", or that it was not: answered by another page meanwhile is answered too. */
  async answer(command: 'device:approve' | 'device:refuse', session: string): Promise<Result> {
    const answer = await this.ask(command, { session });
    if (!answer.ok && answer.code !== 'wrong-moment') return answer;
    this.devices.value = this.devices.value.filter((device) => device.session !== session);
    return { ok: true };
  }

  async seen(id: string): Promise<Result> {
    const answer = await this.ask('announcement:seen', { id });
    if (answer.ok) this.told.value = this.told.value.filter((announcement) => announcement.id !== id);
    return answer;
  }
}
