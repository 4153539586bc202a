import type { Farewell } from '../connection/live.js';
import { firstName } from '../words/times.js';
import { t } from '../words/words.js';

/** What became of a message, in the teacher's words. */
export function farewellOf({ outcome, last }: Farewell): string {
  const who = last?.as === 'teacher' ? { known: 'yes', from: firstName(last.from) } : { known: 'no', from: '' };
  switch (outcome) {
    case 'withdrawn':
      if (!last) return t('bye.teacher.withdrawn.unseen');
      // A drill may be the school's own: nobody says who withdrew it.
      return t(last.drill ? 'bye.teacher.withdrawn.drill' : 'bye.teacher.withdrawn');
    case 'returned':
      return t('bye.teacher.returned');
    case 'reassigned':
      return t('bye.teacher.reassigned', who);
    case 'healing':
      return t('bye.teacher.healing');
    case 'lost':
      return last?.drill ? t('drill.lost') : t('bye.teacher.lost', who);
    case 'completed':
    case 'expired':
    case 'unknown':
      return t('bye.teacher');
  }
}
