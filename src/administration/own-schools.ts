import { Injectable } from '@nestjs/common';
import { directeurAt } from '../contract/index.js';
import { Groups, type School, Schools } from '../directory/index.js';
import { hasRole, type Principal, Refused } from '../identity/index.js';

/** The schools that a caller runs: an administrator those of the organisation, a directeur her own. Any other is as none. */
@Injectable()
export class OwnSchools {
  constructor(
    private readonly schools: Schools,
    private readonly groups: Groups,
  ) {}

  /** @throws Refused unknown-school */
  async school(caller: Principal, code: string): Promise<School> {
    const school = await this.schools.byCode(code);
    if (!school || !isOwn(caller, school)) throw new Refused('unknown-school');
    return school;
  }

  /** The school that has the group. @throws Refused unknown-group */
  async schoolOfGroup(caller: Principal, group: string): Promise<School> {
    const code = await this.groups.schoolOf(group);
    const school = code === null ? null : await this.schools.byCode(code);
    if (!school || !isOwn(caller, school)) throw new Refused('unknown-group');
    return school;
  }
}

function isOwn(caller: Principal, { code, organisation }: School): boolean {
  return organisation === caller.organisation && (hasRole(caller, 'administrator') || directeurAt(caller.roles).includes(code));
}
