import type { View } from '../contract/index.js';
import { type Audience, audiencesOf, type Place } from './audience.js';
import type { Signal } from './signal.js';
import type { SignalStore } from './store.js';
import { viewFor } from './view.js';

/** A signal as one audience has it; `view` null: it has ended, and they are told so. */
interface Seen {
  signal: Signal;
  audience: Audience;
  view: View | null;
}

/** Everything that whoever listens at these places is told of at this moment. */
export async function seenAt(store: SignalStore, places: Place[], now: number): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const place of places)
    for (const signal of await store.find(place))
      for (const audience of concerned(signal, place, places)) {
        const view = viewFor(signal, audience, now);
        if (view || signal.state === 'ended') seen.push({ signal, audience, view });
      }
  return seen;
}

/** The audiences at a place, but for whoever listens where there is a closer view. */
function concerned(signal: Signal, place: Place, places: Place[]): Audience[] {
  return audiencesOf(signal).filter(
    (audience) => audience.place === place && !(audience.except && places.includes(audience.except)),
  );
}
