import { type OrganisationSettings, PHASE_TIMES, type PhaseTimes } from '../contract/index.js';

/** What an organisation may set for itself; times in minutes. */
export type Settings = OrganisationSettings;

/** What is stored: only what differs from the defaults. */
export interface StoredSettings {
  windowMinutes?: number;
  cutoffMinutes?: number;
  stepUpMinutes?: number;
  approveDevices?: boolean;
  phone?: string;
  phases?: Partial<PhaseTimes>;
}

/** What holds for an organisation that has set nothing. */
export const DEFAULT_SETTINGS: Settings = {
  windowMinutes: 60,
  cutoffMinutes: 60,
  stepUpMinutes: 240,
  approveDevices: false,
  phone: '',
  phases: PHASE_TIMES,
};

/** The defaults with an organisation's own choices on top. */
export function settingsFrom(stored: StoredSettings): Settings {
  return { ...DEFAULT_SETTINGS, ...stored, phases: { ...PHASE_TIMES, ...stored.phases } };
}

/** The other way about: what has to be stored of them. */
export function differingFrom({ phases, ...settings }: Settings): StoredSettings {
  const own = differences(settings, DEFAULT_SETTINGS);
  const ownPhases = differences(phases, PHASE_TIMES);
  return Object.keys(ownPhases).length > 0 ? { ...own, phases: ownPhases } : own;
}

function differences<T extends object>(chosen: T, defaults: T): Partial<T> {
  const differing = Object.entries(chosen).filter(([key, value]) => value !== defaults[key as keyof T]);
  return Object.fromEntries(differing) as Partial<T>;
}
