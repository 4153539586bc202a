import type { ComponentChildren } from 'preact';
import type { Farewell, Live } from '../connection/live.js';
import { time } from '../words/times.js';
import { t } from '../words/words.js';
import { Button } from './button.js';
import { Card } from './card.js';

interface FarewellsProps {
  live: Live;
  farewells: Farewell[];
  /** The sentence for each. */
  say: (farewell: Farewell) => string;
  /** What can be done about it, beside having read it. */
  act?: (farewell: Farewell) => ComponentChildren;
}

/** What became of signals that are no longer here, until it was read; said aloud too. What may come back is not for anybody to close. */
export function Farewells({ live, farewells, say, act }: FarewellsProps) {
  return (
    <div role="status" class="seintje-live seintje-stack">
      {alike(farewells, say).map(({ sentence, drill, first, same }) => (
        <Card key={`${drill} ${sentence}`} drill={drill} tone={first.outcome === 'lost' ? 'failure' : 'calm'}>
          {isOfRestart(first) && (
            <p>
              <strong>{t('bye.restarted', { time: time(live.restartedAt.value ?? first.at) })}</strong>
            </p>
          )}
          <p>{sentence}</p>
          {!isHealing(first) && (
            <div class="seintje-row">
              {act?.(first)}
              <Button kind="small" onPress={() => same.forEach((farewell) => live.dismiss(farewell))}>
                {t('dismiss')}
              </Button>
            </div>
          )}
        </Card>
      ))}
    </div>
  );
}

/** Whether it may come back: until then nobody knows whether there is nothing. */
export function isHealing({ outcome }: Farewell): boolean {
  return outcome === 'healing';
}

/** Whether a restart took it away: its card says so. */
export function isOfRestart({ outcome }: Farewell): boolean {
  return outcome === 'healing' || outcome === 'lost';
}

interface Alike {
  sentence: string;
  drill: boolean;
  first: Farewell;
  same: Farewell[];
}

/** One sentence once, a drill's apart: at the end of the day no row of cards may count the day's signals. */
function alike(farewells: Farewell[], say: (farewell: Farewell) => string): Alike[] {
  const cards: Alike[] = [];
  for (const farewell of farewells) {
    const sentence = say(farewell);
    const drill = farewell.last?.drill ?? false;
    const card = cards.find((one) => one.sentence === sentence && one.drill === drill);
    if (card) card.same.push(farewell);
    else cards.push({ sentence, drill, first: farewell, same: [farewell] });
  }
  return cards;
}
