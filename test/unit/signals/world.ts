import fc from 'fast-check';
import { LIMITS, PHASE_TIMES } from '../../../src/contract/index.js';
import type { Actor, Command, Draft } from '../../../src/signals/command.js';
import type { Shadow } from './shadow.js';
import { BELL, ENDS, MINUTE, OPENS, sealedFor, SENT } from './made-up.js';

/** What can be seen of a signal without knowing what may follow what. */
export type Glance = Pick<Shadow, 'what' | 'by' | 'copies'>;

/** Two organisations, with a school each. */
const HERE = { organisation: 'org-1', code: '99AA00' };
const THERE = { organisation: 'org-2', code: '99BB00' };

const person = (who: string, roles: Partial<Actor>): Actor => ({
  ...{ person: `id-${who}`, name: `Name of ${who}`, senderOf: [], contactOf: [], teacherOf: [], ...roles },
});
const contactOf = [HERE.code];
const teacherOf = [HERE.code];

export const PEOPLE: Actor[] = [
  person('sender', { senderOf: [HERE.organisation] }),
  person('colleague', { senderOf: [HERE.organisation] }),
  person('stranger', { senderOf: [THERE.organisation] }),
  person('contact', { contactOf }),
  person('second', { contactOf }),
  person('shared', { contactOf: [HERE.code, THERE.code], teacherOf: [THERE.code] }),
  person('teaching', { contactOf, teacherOf }),
  person('everything', { senderOf: [HERE.organisation], contactOf, teacherOf }),
  person('far', { contactOf: [THERE.code] }),
  person('afar', { teacherOf: [THERE.code] }),
  ...[1, 2, 3, 4].map((n) => person(`teacher-${n}`, { teacherOf })),
];

/** Three signals and two drills, each with counts of its own: a drill has none. */
export const SIGNALS = [
  { id: 'first', ...HERE, sector: 'po', drill: false, own: false },
  { id: 'sibling', ...HERE, sector: 'vo', drill: false, own: false },
  { id: 'distant', ...THERE, sector: 'mbo', drill: false, own: false },
  { id: 'drill', ...HERE, sector: 'mbo', drill: true, own: false },
  { id: 'own-drill', ...HERE, sector: 'mbo', drill: true, own: true },
] as const;
type Kind = (typeof SIGNALS)[number];

const SENDING = ['send', 'send-again', 'reseal', 'withdraw', 'called'] as const;
const CONTACTS = ['open', 'take-over'] as const;
const FOLLOWING = [
  'read',
  'hand-back',
  'follow',
  'told',
  'coming',
  'parents',
  'informed',
  'reseal-copies',
  'return',
  'complete',
] as const;
const CHOOSING = ['pass-on', 'instead'] as const;
const TEACHING = ['open-copy', 'reseal-own', 'know', 'confer', 'copy-informed'] as const;
export const DOINGS = [...SENDING, ...CONTACTS, ...FOLLOWING, ...CHOOSING, ...TEACHING];
type Doing = (typeof DOINGS)[number];

const UNDECIDED: Doing[] = ['hand-back', 'take-over', 'told', 'parents', 'return', 'complete', 'withdraw'];
const OFTEN: Doing[] = [
  'open-copy',
  'open-copy',
  'confer',
  'confer',
  'coming',
  'coming',
  'copy-informed',
  'take-over',
  'withdraw',
];
const often = (doing: Doing) => Array<Doing>(8).fill(doing);

/** What may well be done next, so that courses come far; whether it may, is for the heart to say. */
function fitting(shadow: Glance | undefined): readonly Doing[] {
  switch (shadow?.what) {
    case undefined:
      return ['send'];
    case 'waiting':
      return [...often('open'), 'called', 'send-again', 'reseal', 'withdraw'];
    case 'held':
      return [...often('read'), 'take-over', 'withdraw'];
    case 'opened':
      return shadow.copies.size > 0
        ? [...TEACHING, ...TEACHING, ...CHOOSING, ...FOLLOWING, ...OFTEN]
        : [...often('pass-on'), ...UNDECIDED];
    case 'completed':
      return TEACHING;
    default:
      return DOINGS;
  }
}

const number = fc.noBias(fc.nat(10_000));
const nothing = Array<number>(14).fill(0);
const STEP = {
  nth: fc.constantFrom(0, 0, 0, 0, 1, 2),
  what: number,
  /** What may be expected next, given by somebody who may be expected to; else anything by anybody. */
  apt: fc.noBias(fc.nat(5)).map((n) => n > 0),
  who: number,
  whom: number,
  wait: fc.noBias(fc.constantFrom(...nothing, 1_000, 1_000, 15_000, MINUTE, 5 * MINUTE, 30 * MINUTE)),
  answered: fc.boolean(),
};
const people = PEOPLE.map((_, at) => at);
/** Beside a step: perhaps the memory is lost; these people give back what they keep, in this order; those hear nothing. */
const MISHAP = {
  restarts: fc.noBias(fc.nat(5)).map((n) => n === 0),
  gives: fc.shuffledSubarray(people, { maxLength: 6 }),
  deaf: fc.subarray(people, { maxLength: 8 }),
};

const FRIDAY = OPENS - 60 * 3_600_000;
/** Sent before the alert window, which opens while things go on. */
const EARLY = OPENS - 20 * MINUTE;
/** When a day begins. */
export const START = fc.constantFrom(SENT, SENT, FRIDAY, EARLY, OPENS);

/** What happens in a day to one, two or three signals, one after the other. */
export const day = dayOf(fc.record(STEP));
/** With a server that forgets. */
export const forgetfulDay = dayOf(fc.record({ ...STEP, ...MISHAP }));
export type Step = StepOf<typeof day>;
export type ForgetfulStep = StepOf<typeof forgetfulDay>;
type StepOf<A> = A extends fc.Arbitrary<(infer S)[]> ? S : never;

function dayOf<S extends { nth: number }>(step: fc.Arbitrary<S>) {
  return fc
    .record({
      signals: fc.shuffledSubarray([...SIGNALS], { minLength: 1, maxLength: 3 }),
      steps: fc.array(step, { minLength: 1, maxLength: 26, size: 'max' }),
    })
    .map(({ signals, steps }) => steps.map((each) => ({ kind: signals[each.nth % signals.length]!, ...each })));
}

const one = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];

export function doingOf({ what, apt }: Step, shadow: Glance | undefined): Doing {
  return one(apt ? fitting(shadow) : DOINGS, what)!;
}

/** Who gives the step's command; a signal is sent by those only whom a gateway lets send it. */
export function actorOf({ kind, apt, who }: Step, doing: Doing, shadow: Glance | undefined): Actor {
  const mine = PEOPLE.filter(({ senderOf, contactOf }) =>
    kind.own ? contactOf.includes(kind.code) : senderOf.includes(kind.organisation),
  );
  if (doing === 'send') return one(mine, who)!;
  const isIn = (list: readonly string[]) => list.includes(doing);
  const named = (ids: string[]) => PEOPLE.filter(({ person }) => ids.includes(person));
  const fit = isIn(SENDING)
    ? PEOPLE.filter(({ senderOf }) => senderOf.includes(kind.organisation))
    : isIn(CONTACTS)
      ? PEOPLE.filter(({ contactOf }) => contactOf.includes(kind.code))
      : named(isIn(TEACHING) ? [...(shadow?.copies.keys() ?? [])] : shadow?.by ? [shadow.by] : []);
  return one(apt && fit.length > 0 ? fit : PEOPLE, who)!;
}

export function commandOf(
  { kind, apt, whom }: Step,
  doing: Doing,
  actor: Actor,
  shadow: Glance | undefined,
  now: number,
): Command {
  const device = `device-${actor.person}`;
  const teachers = PEOPLE.filter(({ teacherOf }) => teacherOf.includes(kind.code));
  const chosen = PEOPLE.filter(({ person }) => shadow?.copies.has(person));
  switch (doing) {
    case 'send':
      return { do: 'send', draft: draftOf(kind, actor, now) };
    case 'send-again':
      return {
        do: 'send-again',
        school: kind.code,
        drill: apt ? kind.drill : !kind.drill,
        sender: kind.own ? null : actor.person,
      };
    case 'open':
    case 'take-over':
    case 'open-copy':
      return { do: doing, device: whom % 20 === 0 ? 'device-none' : device };
    case 'pass-on':
    case 'instead': {
      const { person, name } = one(teachers, whom)!;
      const instead = doing === 'instead' ? (one(chosen, whom)?.person ?? 'id-nobody') : null;
      const sealed = sealedFor(`${kind.id}/${person}/`, `device-${person}`);
      return { do: 'pass-on', to: { person, name }, group: 'Group 5', instead, sealed };
    }
    case 'reseal':
      return { do: doing, ...anew(`${kind.id}/school/`, whom) };
    case 'reseal-copies': {
      const teacher = whom % 2 === 0 ? null : (one(chosen, whom)?.person ?? 'id-nobody');
      return { do: doing, teacher, ...anew(`${kind.id}/${teacher ?? 'school'}/`, whom) };
    }
    case 'reseal-own':
      return { do: doing, ...anew(`${kind.id}/${actor.person}/`, whom) };
    case 'coming':
      return { do: doing, teacher: one(apt ? chosen : PEOPLE, whom)?.person ?? 'id-nobody' };
    case 'parents':
      return { do: doing, person: one(apt ? [actor, ...chosen] : PEOPLE, whom)!.person };
    default:
      return { do: doing };
  }
}

/** Sealed anew, for people's own devices, and perhaps for one that came later. */
function anew(word: string, whom: number) {
  const devices = [...PEOPLE.map(({ person }) => `device-${person}`), ...(whom % 4 < 2 ? ['device-late'] : [])];
  return { sealed: sealedFor(word, ...devices), devices };
}

function draftOf({ id, own, code, organisation, sector, drill }: Kind, actor: Actor, now: number): Draft {
  const devices = PEOPLE.filter(({ contactOf }) => contactOf.includes(code)).map(({ person }) => `device-${person}`);
  const when = drill ? { opensAt: now, endsAt: Math.min(ENDS, now + LIMITS.drill) } : { opensAt: OPENS, endsAt: ENDS };
  return {
    ...{ id, organisation, sector, drill, ...when, bellAt: BELL, times: PHASE_TIMES },
    sender: own ? null : actor.person,
    school: { code, name: `School ${code}`, place: 'The place', phone: '0100000000' },
    sealed: sealedFor(`${id}/school/`, ...devices),
  };
}
