import type { Live } from '../connection/live.js';
import './administration.css';
import type { Place } from './place.js';
import { Start } from './start.js';
import { useTrail } from './trail.js';

const START: Place = (inside) => <Start {...inside} />;

/** The administrator's page: from a start into schools, people and what else there is to run. Never a signal. */
export function AdministratorPage({ live }: { live: Live }) {
  const { trail, go } = useTrail();
  const places = [START, ...trail];
  // What led away stays as it was, out of sight: what was searched for is still there.
  return (
    <>
      {places.map((place, depth) => {
        const isShown = depth === trail.length;
        return (
          <div key={depth} class="seintje-inside" hidden={!isShown}>
            {place({ live, go, isShown })}
          </div>
        );
      })}
    </>
  );
}
