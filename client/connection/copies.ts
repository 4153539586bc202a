import {
  type ContactView,
  type Envelope,
  type EnvelopeAudience,
  LIMITS,
  type OpenerView,
  type TeacherFound,
  type View,
  type Wanted,
} from '../../src/contract/index.js';
import type { Content } from '../../src/sealed/content.js';
import type { OwnDevice } from '../keys/device-key.js';
import type { Clock } from './clock.js';
import { isFollowing, type KeptCopies, type Whose } from './kept-copies.js';
import type { Result } from './live.js';
import { sealing } from './sealing.js';
import type { Ask } from './wire.js';

type Copy = Result<{ content: Content }>;
type Handed = Result<{ sealed: Envelope }>;

/** The commands that hand over a copy, and whose that is. */
const WHOSE = { 'signal:open': 'recipient', 'signal:take-over': 'recipient', 'copy:open': 'teacher' } as const;
type Handing = keyof typeof WHOSE;

/** A device that has just come gets its copy from whoever has the content: so long it is waited for, and asked again. Milliseconds. */
const COMING = 10_000;
const AGAIN = 1_000;

interface Parts {
  ask: Ask;
  clock: Clock;
  device(): Promise<OwnDevice>;
  /** This person's views of a signal: they say which copies there are. */
  viewsOf(id: string): View[];
  person(): string;
  kept: KeptCopies;
}

/** The sealed copies that are for this page: opened on request, passed on, sealed anew. A content is never kept. */
export class Copies {
  constructor(private readonly parts: Parts) {}

  /** The school's copy, or the teacher's own. A contact's page reports that it could read it. */
  async open(id: string, as: Whose): Promise<Copy> {
    const isContact = as === 'recipient' && this.schoolsView(id)?.as === 'contact';
    const copy = await this.opened(id, as === 'teacher' ? 'copy:open' : 'signal:open');
    if (!copy.ok || !isContact) return copy;
    const read = await this.parts.ask('signal:read', { id });
    return read.ok ? copy : read;
  }

  /** A colleague's signal becomes one's own. */
  takeOver(id: string): Promise<Copy> {
    return this.opened(id, 'signal:take-over');
  }

  /** Seals anew for one teacher; once more with fresh keys where those have changed. */
  async passOn(id: string, teacher: TeacherFound, group: string | null, instead: string | null): Promise<Result> {
    const copy = await this.opened(id, 'signal:open');
    if (!copy.ok) return copy;
    const give = (to: TeacherFound) => this.give(id, copy.content, to, group, instead);
    const answer = await give(teacher);
    if (answer.ok || answer.code !== 'stale-keys') return answer;
    const now = await this.parts.ask('teachers:list', { id });
    const found = now.ok ? now.teachers.find(({ person }) => person === teacher.person) : undefined;
    return found ? give(found) : answer;
  }

  /** Has at hand what would be asked for after a restart: of what this person follows, or has opened as a teacher. */
  async fetch(views: View[]): Promise<void> {
    for (const view of views) {
      if (!isFollowing(view) || view.openedAt === null) continue;
      const command = view.as === 'teacher' ? 'copy:open' : 'signal:open';
      const audience = this.audienceOf(view.id, WHOSE[command]);
      if (!audience || this.parts.kept.get(view.id, WHOSE[command])) continue;
      const answer = await this.handed(view.id, command);
      if (answer.ok) this.parts.kept.keep(view.id, WHOSE[command], answer.sealed, audience);
    }
  }

  /** Seals a copy anew, for devices that came later or because the server forgot it; not where this page does not have it. */
  async sealAnew({ id, as, teacher, devices }: Wanted): Promise<void> {
    const { ask, kept, viewsOf } = this.parts;
    await this.fetch(viewsOf(id));
    const held = kept.get(id, as === 'teacher' ? 'teacher' : 'recipient');
    const copy = held && (await this.read(id, held.sealed, held.audience));
    if (!copy?.ok) return;
    const audience = teacher === null ? held!.audience : { teacher };
    const { seal } = await sealing();
    const sealed = await seal(copy.content, id, audience, devices.slice(0, LIMITS.devices));
    await (as === 'teacher' ? ask('copy:reseal', { id, sealed }) : ask('copies:reseal', { id, teacher, sealed }));
  }

  private async give(
    id: string,
    content: Content,
    { person, devices }: TeacherFound,
    group: string | null,
    instead: string | null,
  ): Promise<Result> {
    if (devices.length === 0) return { ok: false, code: 'no-living-key' };
    const { seal } = await sealing();
    const sealed = await seal(content, id, { teacher: person }, devices.slice(0, LIMITS.devices));
    return this.parts.ask('signal:pass-on', { id, teacher: person, group, instead, sealed });
  }

  private async opened(id: string, command: Handing): Promise<Copy> {
    const audience = this.audienceOf(id, WHOSE[command]);
    if (!audience) return { ok: false, code: 'unknown-signal' };
    const answer = await this.awaited(id, command);
    if (!answer.ok) return answer;
    const copy = await this.read(id, answer.sealed, audience);
    // Before anybody hears that it was read: what is told of then must be here.
    if (copy.ok) this.parts.kept.keep(id, WHOSE[command], answer.sealed, audience);
    return copy;
  }

  /** The server has asked for a copy when this device came. */
  private async awaited(id: string, command: Handing): Promise<Handed> {
    const { clock } = this.parts;
    for (const until = clock.local() + COMING; ;) {
      const answer = await this.handed(id, command);
      if (answer.ok || answer.code !== 'no-living-key' || clock.local() >= until) return answer;
      await new Promise<void>((again) => clock.after(AGAIN, again));
    }
  }

  /** The server says each time whether it is theirs; what it forgot and this page did not, is here. */
  private async handed(id: string, command: Handing): Promise<Handed> {
    const { ask, device, kept } = this.parts;
    const answer = await ask(command, { id, device: (await device()).id });
    const held = kept.get(id, WHOSE[command]);
    return !answer.ok && answer.code === 'no-living-key' && held?.isTheirs ? { ok: true, sealed: held.sealed } : answer;
  }

  /** A copy that cannot be read on this device is the same to a person as none. */
  private async read(id: string, sealed: Envelope, audience: EnvelopeAudience): Promise<Copy> {
    const [device, { open }] = await Promise.all([this.parts.device(), sealing()]);
    return open(sealed, id, audience, device.id, device.privateKey).then(
      (content) => ({ ok: true, content }),
      () => ({ ok: false, code: 'no-living-key' }),
    );
  }

  private audienceOf(id: string, whose: Whose): EnvelopeAudience | null {
    if (whose === 'teacher') return { teacher: this.parts.person() };
    const view = this.schoolsView(id);
    return view ? { school: view.school.code } : null;
  }

  private schoolsView(id: string): ContactView | OpenerView | undefined {
    return this.parts.viewsOf(id).find((view) => view.as === 'contact' || view.as === 'opener');
  }
}
