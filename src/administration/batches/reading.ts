import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/index.js';
import type { Sector } from '../../contract/index.js';
import { Imports } from '../../directory/index.js';
import { type Principal, Refused } from '../../identity/index.js';
import { breathe, countLines, type InvitationsPlan, readSchools, readStaff, type Upload } from '../../imports/index.js';
import { Batches } from './batches.js';

/** What comes in for a batch. */
@Injectable()
export class Reading {
  constructor(
    private readonly batches: Batches,
    private readonly imports: Imports,
    private readonly clock: Clock,
  ) {}

  schools(caller: Principal, uploads: (Upload & { sector: Sector })[]): { id: string } {
    return this.batches.begin(caller, 'schools', linesIn(uploads), (faults, course) => readSchools(uploads, { faults, course }));
  }

  staff(caller: Principal, uploads: Upload[]): { id: string } {
    const { organisation } = caller;
    return this.batches.begin(caller, 'staff', linesIn(uploads), async (faults, course) => {
      const codes = await this.imports.schoolCodes(organisation);
      const { plan, lines } = await readStaff(uploads, codes, { faults, course });
      const pause = () => breathe(course.signal);
      for (const email of await this.imports.addressesElsewhere(organisation, [...lines.keys()], pause))
        lines.get(email)!.fault('email', 'email-elsewhere');
      return plan;
    });
  }

  /** @param people null: everybody with a role who has never signed in @throws Refused unknown-person */
  async invitations(caller: Principal, people: string[] | null): Promise<{ id: string }> {
    const { organisation } = caller;
    const now = this.clock.now();
    const ids = [...new Set(people ?? (await this.imports.neverSignedIn(organisation, now)))];
    if (people) {
      const known = await this.imports.invitees(organisation, ids, now, async () => {});
      if (known.length < ids.length) throw new Refused('unknown-person');
    }
    const plan: InvitationsPlan = { kind: 'invitations', people: ids, onlyNew: people === null };
    return this.batches.begin(caller, 'invitations', ids.length, async () => plan);
  }
}

function linesIn(uploads: Upload[]): number {
  return uploads.reduce((sum, upload) => sum + countLines(upload), 0);
}
