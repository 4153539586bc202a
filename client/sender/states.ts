import { type ColleagueView, phase, type SenderView, startOf, type View } from '../../src/contract/index.js';
import type { Farewell } from '../connection/live.js';
import type { Tone } from '../elements/card.js';
import { said } from '../elements/drill-mark.js';
import { day, time } from '../words/times.js';
import { t } from '../words/words.js';

export type Sent = SenderView | ColleagueView;

/** What a signal is waiting for, and how much that matters. */
export function stateOf(view: Sent, now: number): { text: string; tone: Tone } {
  const start = startOf(view);
  const during = phase(view, now);
  const isBack = view.progress === 'waiting' && view.handedBackAt !== null;
  if (during === 'call') return { text: t(isBack ? 'sent.handed-back.call' : 'sent.call'), tone: 'signal' };
  if (during === 'called') {
    const called = isBack ? 'sent.handed-back.called' : 'sent.called';
    return { text: t(called, { time: time(view.calledAt ?? now) }), tone: 'calm' };
  }
  if (during === 'scheduled' && !isBack)
    return { text: t('sent.scheduled', { day: day(start, now), time: time(start) }), tone: 'calm' };
  const tone = during === 'amber' ? 'signal' : 'calm';
  switch (view.progress) {
    case 'returned':
      return { text: t('sent.returned', { school: view.school.name }), tone: 'signal' };
    case 'waiting':
      if (isBack) return { text: t('sent.handed-back'), tone };
      if (view.as === 'colleague') return { text: t('sent.waiting'), tone };
      // "Opnieuw" would not be true where nothing ever arrived.
      if (view.arrivedAt === null) return { text: t('sent.not-arrived'), tone };
      return { text: t(during === 'amber' ? 'sent.amber' : 'sent.waiting'), tone };
    case 'opened':
      return { text: t(view.as === 'sender' ? 'sent.opened' : 'colleague.opened'), tone: 'calm' };
    case 'passed-on':
      return { text: t('sent.passed-on'), tone: 'calm' };
    case 'known':
      return { text: t(isKnownToTeacher(view) ? 'sent.known' : 'sent.handled'), tone: 'done' };
  }
}

/** Whether a teacher said so; else it is only known that somebody at the school takes care of it. */
export function isKnownToTeacher(view: Sent): boolean {
  return view.as === 'sender' && view.knownBy === 'teacher';
}

/** The same, where no mark is seen: read aloud, or beside something else. */
export function saidOf(view: Sent, now: number): string {
  return said(view.drill, stateOf(view, now).text);
}

/** What became of a signal, in the sender's words. */
export function farewellOf({ outcome, as, last }: Farewell): string {
  if (!last && outcome === 'lost') return t(as === 'colleague' ? 'bye.colleague.lost.unnamed' : 'bye.sender.lost.unnamed');
  if (!last) return t('bye.sender.unnamed');
  const school = last.school.name;
  switch (outcome) {
    case 'withdrawn':
      return t('bye.sender.withdrawn', { school });
    case 'returned':
      return t('bye.sender.returned', { school });
    case 'completed':
      return t('bye.sender.completed', { school });
    case 'healing':
      return t('bye.sender.healing', { school });
    case 'lost':
      if (last.drill) return t('drill.lost');
      if (as === 'colleague') return t('bye.colleague.lost', { school });
      return t(isOpened(last) ? 'bye.sender.lost.opened' : 'bye.sender.lost', { school });
    case 'expired':
      return t(last.drill ? 'drill.expired' : 'bye.sender.expired');
    case 'reassigned':
    case 'unknown':
      return t('bye.sender.unknown', { school });
  }
}

/** Whether the school had it before it was lost: then it is for the school to say, and not to be sent again. */
export function isOpened(view: View): boolean {
  return view.as === 'sender' && view.openedAt !== null;
}
