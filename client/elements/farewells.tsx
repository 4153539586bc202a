import type { Farewell, Live } from '../connection/live.js';
import { t } from '../words/words.js';
import { Button } from './button.js';
import { Card } from './card.js';

/** So long may the pages take to bring a signal back after a restart before it is called lost; milliseconds. */
const HEALING = 60_000;

/** What became of signals that are no longer here, until it was read; said aloud too. `say` gives each its sentence. */
export function Farewells({ live, farewells, say }: { live: Live; farewells: Farewell[]; say: (farewell: Farewell) => string }) {
  const told = farewells.filter(({ outcome, at }) => outcome !== 'lost' || live.now.value - at >= HEALING);
  return (
    <div role="status" class="seintje-live seintje-stack">
      {alike(told, say).map(({ sentence, drill, same }) => (
        <Card key={`${drill} ${sentence}`} drill={drill}>
          <p>{sentence}</p>
          <Button kind="small" onPress={() => same.forEach((farewell) => live.dismiss(farewell))}>
            {t('dismiss')}
          </Button>
        </Card>
      ))}
    </div>
  );
}

/** One sentence once, a drill's apart: at the end of the day no row of cards may count the day's signals. */
function alike(told: Farewell[], say: (farewell: Farewell) => string) {
  const cards: { sentence: string; drill: boolean; same: Farewell[] }[] = [];
  for (const farewell of told) {
    const sentence = say(farewell);
    const drill = farewell.last?.drill ?? false;
    const card = cards.find((one) => one.sentence === sentence && one.drill === drill);
    if (card) card.same.push(farewell);
    else cards.push({ sentence, drill, same: [farewell] });
  }
  return cards;
}
