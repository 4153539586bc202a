import type { Farewell } from '../connection/live.js';
import { time } from '../words/times.js';
import { t } from '../words/words.js';

/** What became of a message, in the teacher's words. */
export function farewellOf({ outcome, at }: Farewell, startedAt: number | null): string {
  if (outcome === 'withdrawn') return t('bye.teacher.withdrawn');
  if (outcome === 'lost') return t('bye.teacher.lost', { time: time(startedAt ?? at) });
  return t('bye.teacher');
}
