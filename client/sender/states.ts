import { type ColleagueView, phase, type SenderView, startOf } from '../../src/contract/index.js';
import type { Farewell } from '../connection/live.js';
import type { Tone } from '../elements/card.js';
import { day, time } from '../words/times.js';
import { t } from '../words/words.js';

export type Sent = SenderView | ColleagueView;

/** What a signal is waiting for, and how much that matters. */
export function stateOf(view: Sent, now: number): { text: string; tone: Tone } {
  const start = startOf(view);
  const during = phase(view, now);
  if (during === 'scheduled') return { text: t('sent.scheduled', { day: day(start, now), time: time(start) }), tone: 'calm' };
  if (during === 'amber') return { text: t('sent.amber'), tone: 'signal' };
  if (during === 'call') return { text: t('sent.call'), tone: 'signal' };
  switch (view.progress) {
    case 'returned':
      return { text: t('sent.returned', { school: view.school.name }), tone: 'signal' };
    case 'waiting':
      return { text: t(view.as === 'sender' && view.arrivedAt === null ? 'sent.not-arrived' : 'sent.waiting'), tone: 'calm' };
    case 'opened':
      return { text: t(view.as === 'sender' ? 'sent.opened' : 'colleague.opened'), tone: 'calm' };
    case 'passed-on':
      return { text: t('sent.passed-on'), tone: 'calm' };
    case 'known':
      return { text: t('sent.known'), tone: 'done' };
  }
}

/** What became of a signal, in the sender's words. */
export function farewellOf({ outcome, last, at }: Farewell, startedAt: number | null): string {
  const school = 'school' in last ? last.school.name : '';
  switch (outcome) {
    case 'withdrawn':
      return t('bye.sender.withdrawn', { school });
    case 'returned':
      return t('bye.sender.returned', { school });
    case 'completed':
    case 'reassigned':
      return t('bye.sender.completed', { school });
    case 'lost':
      return t('bye.sender.lost', { school, time: time(startedAt ?? at) });
    case 'expired':
      return t('bye.sender.expired');
  }
}
