import type { Farewell, Live } from '../connection/live.js';
import { t } from '../words/words.js';
import { Button } from './button.js';
import { Card } from './card.js';

/** So long may the pages take to bring a signal back after a restart before it is called lost; milliseconds. */
const HEALING = 60_000;

/** What became of signals that are no longer here, until it was read; said aloud too. `say` gives each its sentence. */
export function Farewells({ live, farewells, say }: { live: Live; farewells: Farewell[]; say: (farewell: Farewell) => string }) {
  const told = farewells.filter(({ outcome, at }) => outcome !== 'lost' || live.now.value - at >= HEALING);
  // One sentence once: at the end of the day no row of cards may count the day's signals.
  const sentences = new Map<string, Farewell[]>();
  for (const farewell of told) sentences.set(say(farewell), [...(sentences.get(say(farewell)) ?? []), farewell]);
  return (
    <div role="status" class="seintje-live seintje-stack">
      {[...sentences].map(([sentence, same]) => (
        <Card key={sentence}>
          <p>{sentence}</p>
          <Button kind="small" onPress={() => same.forEach((farewell) => live.dismiss(farewell))}>
            {t('dismiss')}
          </Button>
        </Card>
      ))}
    </div>
  );
}
