import { placeOf } from './audience.js';
import type { Actor, Step, TeacherCommand } from './command.js';
import { type Completed, type Copy, isFollowed, type Opened, type Signal } from './signal.js';
import { informed, copyFor, refuse, resealed, UNKNOWN, withCopy } from './steps.js';
import { copyOf } from './view.js';

/** What a chosen teacher may do with their own copy. */
export function asTeacher(signal: Signal | null, command: TeacherCommand, actor: Actor, now: number): Step {
  const copy = signal && ownCopyOf(signal, actor);
  if (!copy || !isFollowed(signal)) return UNKNOWN;
  if (command.do === 'open-copy') {
    const sealed = copyFor(copy, command.device);
    if (!sealed) return refuse('no-living-key');
    return {
      signal: copy.openedAt === null ? withCopy(signal, { ...copy, openedAt: now, absentAt: null }) : signal,
      sealed,
    };
  }
  if (copy.openedAt === null) return refuse('wrong-moment');
  switch (command.do) {
    case 'reseal-own':
      return { signal: withCopy(signal, resealed(copy, command.sealed, command.devices)) };
    case 'know':
      return { signal: copy.knownAt === null ? withCopy(signal, { ...copy, knownAt: now }) : signal };
    case 'confer':
      return confer(signal, copy, now);
    case 'copy-informed':
      return signal.parents?.person === copy.person ? informed(signal, now) : refuse('wrong-moment');
  }
}

/** Asked again after somebody came: they come again. */
function confer(signal: Opened | Completed, copy: Copy, now: number): Step {
  if (signal.state === 'completed') return refuse('wrong-moment');
  if (copy.confer && copy.confer.comingAt === null) return { signal };
  return { signal: withCopy(signal, { ...copy, confer: { askedAt: now, comingAt: null } }) };
}

/** The actor's own copy, which is for a teacher of that school: whoever has left it sees nothing any more. */
function ownCopyOf(signal: Signal, { person, teacherOf }: Actor): Copy | null {
  if (!('school' in signal) || !teacherOf.includes(signal.school.code)) return null;
  return copyOf(signal, placeOf.teacher(signal.school.code, person));
}
