import type { Live } from '../connection/live.js';
import { Card } from '../elements/card.js';
import { words } from './words.js';

/** What an administrator may know: that signals are not for them. */
export function AdministratorPage({ live }: { live: Live }) {
  const w = words();
  return (
    <Card>
      <h1>{w.administrator}</h1>
      <p>{w.administratorWhy}</p>
      <p>{w.administratorState.replace('{name}', live.me.value?.name ?? '')}</p>
    </Card>
  );
}
