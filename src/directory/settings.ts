import { PHASE_TIMES, type PhaseTimes } from '../contract/index.js';

/** What an organisation may set for itself; times in minutes. */
export interface Settings {
  /** How long before the bell the alert window opens. */
  windowMinutes: number;
  /** How long before the end of the school day a signal is no longer for today. */
  cutoffMinutes: number;
  /** How long after proving who they are somebody may send, or add what one signs in with. */
  stepUpMinutes: number;
  /** Whether a new device must be approved on another one before anything is sealed to it. */
  approveDevices: boolean;
  phases: PhaseTimes;
}

/** What is stored: only what differs from the defaults. */
export interface StoredSettings {
  windowMinutes?: number;
  cutoffMinutes?: number;
  stepUpMinutes?: number;
  approveDevices?: boolean;
  phases?: Partial<PhaseTimes>;
}

/** What holds for an organisation that has set nothing. */
export const DEFAULT_SETTINGS: Settings = {
  windowMinutes: 60,
  cutoffMinutes: 60,
  stepUpMinutes: 240,
  approveDevices: false,
  phases: PHASE_TIMES,
};

/** The defaults with an organisation's own choices on top. */
export function settingsFrom(stored: StoredSettings): Settings {
  return { ...DEFAULT_SETTINGS, ...stored, phases: { ...PHASE_TIMES, ...stored.phases } };
}
