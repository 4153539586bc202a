import type { SchoolFound } from '../../src/contract/index.js';
import {
  type Content,
  type DateFault,
  isUnusuallyOld,
  nameFault,
  readDate,
  tidyName,
  type TypedDate,
} from '../../src/sealed/content.js';
import { drillPupil } from '../elements/drill-pupil.js';
import { weekdayAndDate } from '../words/times.js';
import { t } from '../words/words.js';

/** What is being typed: in this tab's memory and nowhere else. */
export interface Draft {
  /** Only the school is asked then: the pupil is made up. */
  drill: boolean;
  school: SchoolFound | null;
  name: string;
  date: TypedDate;
  /** The unusual date that the sender said is right, ISO 8601. */
  sureOf: string | null;
}

export const EMPTY: Draft = { drill: false, school: null, name: '', date: { day: '', month: '', year: '' }, sureOf: null };
export const EMPTY_DRILL: Draft = { ...EMPTY, drill: true };

export type FaultyField = 'school' | 'name' | 'date';
/** What is wrong with each answer, in words; and which part of the date. */
export type Faults = Partial<Record<FaultyField, string>> & { part?: keyof TypedDate | 'all' };

const PARTS: Partial<Record<DateFault, keyof TypedDate>> = {
  'day-missing': 'day',
  'month-missing': 'month',
  'year-missing': 'year',
};

/** Everything that is wrong with a draft. @param today ISO 8601, in the Netherlands */
export function faultsOf(draft: Draft, today: string): Faults {
  const faults: Faults = {};
  const school = schoolFault(draft.school, draft.drill);
  if (school) faults.school = school;
  if (draft.drill) return faults;
  const name = nameFault(tidyName(draft.name));
  if (name) faults.name = t(`fault.${name}`);
  const date = readDate(draft.date, today);
  if ('fault' in date) {
    faults.date = t(`fault.${date.fault}`);
    faults.part = PARTS[date.fault] ?? 'all';
  }
  return faults;
}

/** Why no signal, or no drill, can be sent to this school now; or null. */
export function schoolFault(school: SchoolFound | null, drill: boolean): string | null {
  if (!school) return t('fault.school-missing');
  const { phone, state, devices, target, firstDay } = school;
  // A drill is for now, whatever day it is, and nobody need call for it.
  if (drill) {
    if (state === 'not-ready') return t('drill.not-ready');
    return devices.length === 0 ? t('drill.unreadable') : null;
  }
  if (state === 'not-ready') return phone ? t('fault.school-not-live', { phone }) : t('refusal.school-not-live');
  if (state === 'testing') return t('fault.school-testing', { phone });
  if (devices.length === 0) return t('fault.school-unreadable', { phone });
  if (target) return null;
  return firstDay === null ? t('fault.no-day', { phone }) : t('fault.too-far', { day: weekdayAndDate(firstDay) });
}

/** What would be sealed, once there are no faults; a drill's pupil is another one each time. */
export function contentOf(draft: Draft, today: string): Content | null {
  if (draft.drill) return draft.school && drillPupil(draft.school.sector, today);
  const name = tidyName(draft.name);
  const date = readDate(draft.date, today);
  return nameFault(name) || 'fault' in date ? null : { name, dateOfBirth: date.date };
}

/** Whether to ask once more: the pupil would be unusually old. */
export function asksAge(draft: Draft, today: string): string | null {
  const content = draft.drill ? null : contentOf(draft, today);
  return content && draft.sureOf !== content.dateOfBirth && isUnusuallyOld(content.dateOfBirth, today)
    ? content.dateOfBirth
    : null;
}
