import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { type Changed, directeurAt } from '../contract/index.js';
import { Candidates, Groups, type Substitute, Substitutes } from '../directory/index.js';
import { hasRole, mustBeProven, type Principal, Refused } from '../identity/index.js';
import { Changes } from './changes.js';
import { Effects } from './effects.js';
import { OwnSchools } from './own-schools.js';
import { Records } from './records.js';

/** Who steps in: a directeur decides on that for her own school, of people who hold a role already; else it takes two administrators. */
@Injectable()
export class Substituting {
  constructor(
    private readonly changes: Changes,
    private readonly effects: Effects,
    private readonly own: OwnSchools,
    private readonly candidates: Candidates,
    private readonly groups: Groups,
    private readonly substitutes: Substitutes,
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  /** @throws Refused unknown-group, unknown-teacher to a directeur; to an administrator what `Changes.want` throws */
  async set(caller: Principal, substitute: Substitute): Promise<Changed> {
    const { group, person, day } = substitute;
    if (!hasRole(caller, 'administrator') || (await this.isOwnDecision(caller, substitute)))
      return this.decide(caller, substitute);
    return this.changes.want(caller, person, { kind: 'substitute', group, day });
  }

  /** @throws Refused unknown-group to a directeur, unknown-person to an administrator */
  remove(caller: Principal, substitute: Substitute): Promise<void> {
    const { group, person } = substitute;
    return this.records.of('substitute-removed', caller, person, async () => {
      mustBeProven(caller, this.clock.now());
      const { organisation } = caller;
      if (!hasRole(caller, 'administrator')) {
        await this.own.schoolOfGroup(caller, group);
        if (!(await this.substitutes.has(substitute))) return;
      }
      const member = await this.changes.memberOf(organisation, person);
      await this.effects.takeSubstitute(member, substitute, organisation);
    });
  }

  private async isOwnDecision(caller: Principal, { group, person }: Substitute): Promise<boolean> {
    const school = await this.groups.schoolOf(group);
    if (school === null || !directeurAt(caller.roles).includes(school)) return false;
    return this.candidates.has(caller.organisation, school, person);
  }

  private decide(caller: Principal, { group, person, day }: Substitute): Promise<Changed> {
    return this.records.of('substitute', caller, person, async () => {
      mustBeProven(caller, this.clock.now());
      const { organisation } = caller;
      const { code } = await this.own.schoolOfGroup(caller, group);
      if (!(await this.candidates.has(organisation, code, person))) throw new Refused('unknown-teacher');
      const member = await this.changes.memberOf(organisation, person);
      const change = { kind: 'substitute', group, day } as const;
      await this.effects.check(change, member, organisation);
      if (!(await this.effects.isDone(change, member))) await this.effects.apply(change, member, organisation);
      return { done: true, link: null };
    });
  }
}
