import { type ContactView, LIMITS, type OpenerView, type TeacherFound, type View } from '../../src/contract/index.js';
import { type Content, open, seal } from '../../src/sealed/index.js';
import type { OwnDevice } from '../keys/device-key.js';
import type { Result } from './live.js';
import type { Ask } from './wire.js';

type Copy = Result<{ content: Content }>;

/** The sealed copies that are for this page: opened on request, passed on, and never kept. */
export class Copies {
  constructor(
    private readonly ask: Ask,
    private readonly device: () => Promise<OwnDevice>,
    /** This person's views of a signal: they say which copies there are. */
    private readonly viewsOf: (id: string) => View[],
    private readonly person: () => string,
  ) {}

  /** The school's copy, or the teacher's own. A contact's page reports that it could read it. */
  async open(id: string, as: 'recipient' | 'teacher'): Promise<Copy> {
    if (as === 'teacher') return this.openOwn(id);
    const isContact = this.schoolsView(id)?.as === 'contact';
    const copy = await this.openSchools(id);
    if (!copy.ok || !isContact) return copy;
    const read = await this.ask('signal:read', { id });
    return read.ok ? copy : read;
  }

  /** A colleague's signal becomes one's own. */
  takeOver(id: string): Promise<Copy> {
    return this.openSchools(id, 'signal:take-over');
  }

  /** Seals anew for one teacher; once more with fresh keys where those have changed. */
  async passOn(id: string, teacher: TeacherFound, group: string | null, instead: string | null): Promise<Result> {
    const copy = await this.openSchools(id);
    if (!copy.ok) return copy;
    const give = (to: TeacherFound) => this.give(id, copy.content, to, group, instead);
    const answer = await give(teacher);
    if (answer.ok || answer.code !== 'stale-keys') return answer;
    const now = await this.ask('teachers:list', { id });
    const found = now.ok ? now.teachers.find(({ person }) => person === teacher.person) : undefined;
    return found ? give(found) : answer;
  }

  private async give(
    id: string,
    content: Content,
    { person, devices }: TeacherFound,
    group: string | null,
    instead: string | null,
  ): Promise<Result> {
    if (devices.length === 0) return { ok: false, code: 'no-living-key' };
    const sealed = await seal(content, id, { teacher: person }, devices.slice(0, LIMITS.devices));
    return this.ask('signal:pass-on', { id, teacher: person, group, instead, sealed });
  }

  private async openSchools(id: string, command: 'signal:open' | 'signal:take-over' = 'signal:open'): Promise<Copy> {
    const view = this.schoolsView(id);
    if (!view) return { ok: false, code: 'unknown-signal' };
    const device = await this.device();
    const answer = await this.ask(command, { id, device: device.id });
    return answer.ok ? readable(open(answer.sealed, id, { school: view.school.code }, device.id, device.privateKey)) : answer;
  }

  private schoolsView(id: string): ContactView | OpenerView | undefined {
    return this.viewsOf(id).find((view) => view.as === 'contact' || view.as === 'opener');
  }

  private async openOwn(id: string): Promise<Copy> {
    const device = await this.device();
    const answer = await this.ask('copy:open', { id, device: device.id });
    return answer.ok ? readable(open(answer.sealed, id, { teacher: this.person() }, device.id, device.privateKey)) : answer;
  }
}

/** A copy that cannot be read on this device is the same to a person as none. */
function readable(opening: Promise<Content>): Promise<Copy> {
  return opening.then(
    (content) => ({ ok: true, content }),
    () => ({ ok: false, code: 'no-living-key' }),
  );
}
