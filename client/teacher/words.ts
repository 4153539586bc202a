import type { Farewell } from '../connection/live.js';
import { firstName, time } from '../words/times.js';
import { t } from '../words/words.js';

/** What became of a message, in the teacher's words. */
export function farewellOf({ outcome, at, last }: Farewell, startedAt: number | null): string {
  const restarted = { time: time(startedAt ?? at) };
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
      return t('bye.teacher.healing', restarted);
    case 'lost':
      return t('bye.teacher.lost', { ...restarted, ...who });
    case 'completed':
    case 'expired':
    case 'unknown':
      return t('bye.teacher');
  }
}
