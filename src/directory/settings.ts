import { PHASE_TIMES, type PhaseTimes } from '../contract/index.js';

/** What an organisation may set for itself; minutes. */
export interface Settings {
  /** How long before the bell the alert window opens. */
  windowMinutes: number;
  /** How long before the end of the school day a signal is no longer for today. */
  cutoffMinutes: number;
  phases: PhaseTimes;
}

/** What is stored: only what differs from the defaults. */
export interface StoredSettings {
  windowMinutes?: number;
  cutoffMinutes?: number;
  phases?: Partial<PhaseTimes>;
}

/** What holds for an organisation that has set nothing. */
export const DEFAULT_SETTINGS: Settings = { windowMinutes: 60, cutoffMinutes: 60, phases: PHASE_TIMES };

/** The defaults with an organisation's own choices on top. */
export function settingsFrom(stored: StoredSettings): Settings {
  return { ...DEFAULT_SETTINGS, ...stored, phases: { ...PHASE_TIMES, ...stored.phases } };
}
