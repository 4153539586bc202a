import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { LIMITS, type Reach, type SchoolsReach, type Unreachable } from '../contract/index.js';
import { Reaches } from '../directory/index.js';
import { Here } from './here.js';

/** The standing of one school: how many of its contacts would hear of something, and whether any of them could read it. */
interface Standing {
  reachable: number;
  hasKey: boolean;
}

/**
 * Who would hear of something now: the one place that says so, from the directory and the connections alone. Signals it does not
 * know. A moment is in milliseconds, and stands for its day.
 */
@Injectable()
export class Presence {
  /** Everybody asks at the same moment, when they are told: one answer is for all of them. */
  private readonly asking = new Map<string, Promise<SchoolsReach>>();

  constructor(
    private readonly reaches: Reaches,
    private readonly here: Here,
    private readonly clock: Clock,
  ) {}

  /** Of each of these people; whether they are absent is of the day of `moment`. */
  async of(ids: string[], moment: number): Promise<Map<string, Reach>> {
    const reached = await this.reaches.of(ids, moment, this.clock.now());
    return new Map([...reached].map(([person, known]) => [person, reachOf(known, this.here.has(person))]));
  }

  /** How many contacts of each of these schools would hear of something, and can read it. */
  async contacts(codes: string[]): Promise<Map<string, number>> {
    const schools = await this.standings({ codes });
    return new Map(schools.map(({ school, reachable }) => [school.code, reachable]));
  }

  /** Of the live schools of an organisation. */
  ofOrganisation(organisation: string): Promise<SchoolsReach> {
    const known = this.asking.get(organisation);
    if (known) return known;
    const asked = this.count(organisation).finally(() => this.asking.delete(organisation));
    this.asking.set(organisation, asked);
    return asked;
  }

  private async count(organisation: string): Promise<SchoolsReach> {
    const schools = await this.standings({ organisation });
    const silent = schools.filter(({ reachable }) => reachable === 0);
    const unreachable = silent
      .slice(0, LIMITS.unreachable)
      .map(({ school, hasKey }): Unreachable => ({ ...school, why: hasKey ? 'nobody' : 'no-key' }));
    return { schools: schools.length, reachable: schools.length - silent.length, unreachable };
  }

  /** In the order of the schools' names. */
  private async standings(of: Parameters<Reaches['contacts']>[0]) {
    const contacts = await this.reaches.contacts(of, this.clock.now());
    // Of a few schools no more is looked at than their contacts, however many are connected.
    const all = 'codes' in of ? null : this.here.all();
    const isHere = (person: string) => all?.has(person) ?? this.here.has(person);
    const standings = new Map<string, Standing & Pick<(typeof contacts)[number], 'school'>>();
    for (const { school, person, hasKey, ...known } of contacts) {
      const standing = standings.get(school.code) ?? { school, reachable: 0, hasKey: false };
      standings.set(school.code, standing);
      const reach = reachOf(known, person !== null && isHere(person));
      if (hasKey && (reach === 'now' || reach === 'push')) standing.reachable += 1;
      standing.hasKey ||= hasKey;
    }
    return [...standings.values()];
  }
}

function reachOf({ absent, push }: { absent: boolean; push: boolean }, isHere: boolean): Reach {
  if (absent) return 'absent';
  if (isHere) return 'now';
  return push ? 'push' : 'none';
}
