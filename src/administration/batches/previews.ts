import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/index.js';
import type { BatchPreview } from '../../contract/index.js';
import { type Invitee, Imports, Requests, type Writes } from '../../directory/index.js';
import {
  breathe,
  compareSchools,
  compareStaff,
  type InvitationsPlan,
  type Plan,
  PreviewMaker,
  type SchoolsPlan,
  type StaffPlan,
} from '../../imports/index.js';
import { isGuardedBy } from '../needs-two.js';

interface Asked {
  organisation: string;
  /** Whether who or what is no longer there is removed. */
  removes: boolean;
  signal: AbortSignal;
  /** How many changes of each kind are told; the first ones where left out. */
  most?: number;
}

/** What would come of a plan, and what must be written for that. */
export interface Previewed {
  preview: BatchPreview;
  /** Of the directory that it was compared with. */
  version: string;
  /** null: nothing but letters. */
  writes: Writes | null;
  /** Whoever is invited; of staff, where that is chosen. */
  invitees: Pick<Invitee, 'id' | 'name' | 'email'>[];
}

/** Compares a plan with the directory as it is at this moment. */
@Injectable()
export class Previews {
  constructor(
    private readonly imports: Imports,
    private readonly requests: Requests,
    private readonly clock: Clock,
  ) {}

  async of(plan: Plan, asked: Asked): Promise<Previewed> {
    // Before anything is read: whatever changes from now on makes another one.
    const version = await this.imports.version(asked.organisation);
    const made = await this.compare(plan, asked);
    return { ...made, version };
  }

  private compare(plan: Plan, asked: Asked): Promise<Omit<Previewed, 'version'>> {
    if (plan.kind === 'schools') return this.ofSchools(plan, asked);
    return plan.kind === 'staff' ? this.ofStaff(plan, asked) : this.ofInvitations(plan, asked);
  }

  private async ofSchools(plan: SchoolsPlan, asked: Asked): Promise<Omit<Previewed, 'version'>> {
    const codes = plan.schools.map(({ code }) => code);
    const stored = await this.imports.schools(asked.organisation, codes, () => breathe(asked.signal));
    const { preview, writes } = await compareSchools(plan, stored, asked);
    return { preview, writes: { kind: 'schools', writes }, invitees: [] };
  }

  private async ofStaff(plan: StaffPlan, asked: Asked): Promise<Omit<Previewed, 'version'>> {
    const { organisation, signal } = asked;
    const open = await this.requests.open(organisation, this.clock.now());
    const awaited = new Set(open.map(({ person }) => person.id));
    const which = { emails: plan.people.map(({ email }) => email), codes: plan.schools };
    const stored = await this.imports.staff(organisation, which, () => breathe(signal));
    const { preview, writes } = await compareStaff(plan, stored, { ...asked, rules: { isGuarded: isGuardedBy, awaited } });
    return { preview, writes: { kind: 'staff', writes }, invitees: writes.people };
  }

  private async ofInvitations(plan: InvitationsPlan, { organisation, signal, most }: Asked): Promise<Omit<Previewed, 'version'>> {
    const now = this.clock.now();
    const found = await this.imports.invitees(organisation, plan.people, now, () => breathe(signal));
    const invitees = plan.onlyNew ? found.filter(({ hasSignedIn }) => !hasSignedIn) : found;
    const preview = new PreviewMaker(most);
    for (const { id, name, email, isGuarded } of invitees) {
      preview.takesTwo ||= isGuarded;
      preview.add({ what: 'person', change: 'added', label: name, details: [], email }, [id, name, email]);
    }
    return { preview: preview.made(), writes: null, invitees };
  }
}
