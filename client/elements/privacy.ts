import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';

/** What a frame and the names inside it tell each other. */
export interface Privacy {
  /** Nothing that names a pupil may be on screen: the page is covered by the clock, or is not the one that is shown. */
  concealed: ReadonlySignal<boolean>;
  /** How many names are on screen. */
  shown: Signal<number>;
  /** How many alerts there are that cannot be seen, since what they are on is concealed. */
  unseen: Signal<number>;
}

export const PrivacyContext = createContext<Privacy>({ concealed: signal(false), shown: signal(0), unseen: signal(0) });
