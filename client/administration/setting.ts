import { type OrganisationSettings, type PhaseTimes, SETTING_BOUNDS } from '../../src/contract/index.js';
import type { Fault } from '../elements/error-summary.js';
import { type Key, t } from '../words/words.js';

export type Time = keyof typeof SETTING_BOUNDS;

/** The times as they are typed. */
export type Typed = Record<Time, string>;

export const TIMES = Object.keys(SETTING_BOUNDS) as Time[];

export function typedOf({ phases, windowMinutes, cutoffMinutes, stepUpMinutes }: OrganisationSettings): Typed {
  const all = { windowMinutes, cutoffMinutes, stepUpMinutes, ...phases };
  return Object.fromEntries(TIMES.map((name) => [name, String(all[name])])) as Typed;
}

/** Of times without a fault. */
export function settingsOf(typed: Typed, others: Pick<OrganisationSettings, 'approveDevices' | 'phone'>): OrganisationSettings {
  const of = Object.fromEntries(TIMES.map((name) => [name, Number(typed[name])])) as Record<Time, number>;
  const { windowMinutes, cutoffMinutes, stepUpMinutes, ...phases } = of;
  return { windowMinutes, cutoffMinutes, stepUpMinutes, ...others, phases: phases satisfies PhaseTimes };
}

/** Whole minutes within the bounds; null: something else. */
export function minutesOf(name: Time, typed: string): number | null {
  const [least, most] = SETTING_BOUNDS[name];
  const minutes = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : NaN;
  return minutes >= least && minutes <= most ? minutes : null;
}

/** What is wrong, field by field: bounds first, then the order of what happens. */
export function faultsIn(typed: Typed): Fault[] {
  const outside = TIMES.filter((name) => minutesOf(name, typed[name]) === null);
  if (outside.length > 0) return outside.map((name) => ({ field: name, text: boundsFault(name) }));
  const order: [Time, Time, Key][] = [
    ['repeat', 'amber', 'admin.setting.amber.early'],
    ['amber', 'call', 'admin.setting.call.early'],
  ];
  return order.flatMap(([first, then, key]) =>
    Number(typed[first]) > Number(typed[then]) ? [{ field: then, text: t(key) }] : [],
  );
}

function boundsFault(name: Time): string {
  const [least, most] = SETTING_BOUNDS[name];
  return t('admin.setting.bounds', { least, most });
}

/** A school's morning, in minutes since midnight: the bell, the end of its day, and a signal. */
const [BELL, END, SIGNAL] = [8 * 60 + 30, 15 * 60, 8 * 60 + 10];
const COUNTED: Record<Time, (minutes: number) => number> = {
  windowMinutes: (minutes) => BELL - minutes,
  cutoffMinutes: (minutes) => END - minutes,
  callBeforeBell: (minutes) => BELL - minutes,
  ...{ stepUpMinutes: since, repeat: since, amber: since, call: since, walk: since, choose: since },
};

function since(minutes: number): number {
  return SIGNAL + minutes;
}

/** The moment that the example of a setting comes to: "08:12". */
export function exampleTime(name: Time, minutes: number): string {
  const at = COUNTED[name](minutes);
  return [Math.floor(at / 60), at % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
