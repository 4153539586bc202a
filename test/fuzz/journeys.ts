import { expect } from '@jest/globals';
import type { Failure, Live } from '../../client/connection/live.js';
import type { CommandName, View } from '../../src/contract/index.js';
import type { Content } from '../../src/sealed/index.js';
import type { LivePage } from '../support/live-page.js';
import { madeUpPupil } from '../support/pupils.js';

/** Who takes part, as in demonstration/staff.csv: who sends, two contacts of OBS De Linde, and two teachers there. */
export const CAST = { karin: 'Karin de Graaf', petra: 'Petra van Dam', hans: 'Hans Willems', tom: 'Tom Vos', ayse: 'Ayşe Kaya' };
export type Role = keyof typeof CAST;

/** One signal on its way. */
export interface Course {
  cast: Record<Role, LivePage>;
  pupil: Content;
  id: string;
}

export type Came = { ok: true; content?: Content; id?: string } | Failure;

/** Something that somebody does. */
export interface Step {
  name: string;
  who: Role;
  /** What their page says for it. */
  says: CommandName[];
  /**
   * After it no page has the content: who sent it let go of it when it was read, and so has who gave it back (`go`); or only the page
   * that is answered has it (`over`).
   */
  lets?: 'go' | 'over';
  does(course: Course, live: Live): Promise<Came>;
  /** As their own page shows it. */
  isDone(course: Course, view: View | undefined, who: Role): boolean;
}

type Doing = Pick<Step, 'does' | 'isDone' | 'lets'>;

const LINDE = '99AA00';

const step = (name: string, who: Role, says: CommandName[], doing: Doing): Step => ({ name, who, says, ...doing });

/** It has left their page, and not because a server forgot it. */
function isOver({ cast, id }: Course, view: View | undefined, who: Role): boolean {
  const forgot = ['healing', 'lost'];
  return !view && !cast[who].live.farewells.value.some((one) => one.id === id && forgot.includes(one.outcome));
}

const sends = step('sends', 'karin', ['signal:send'], {
  async does(course, live) {
    const found = await live.findSchools(LINDE);
    if (!found.ok) return found;
    const sent = await live.send(course.pupil, found.schools[0]!, false);
    if ('id' in sent) course.id = sent.id;
    return sent;
  },
  isDone: (_, view) => view !== undefined,
});

const opens = (who: Role) =>
  step('opens', who, ['signal:open', 'signal:read'], {
    does: ({ id }, live) => live.open(id, 'recipient'),
    isDone: (_, view) => view?.as === 'opener',
  });

const passesOn = (who: Role, to: Role) =>
  step(`passes on to ${to}`, who, ['teachers:list', 'signal:pass-on'], {
    async does({ id, cast }, live) {
      const listed = await live.listTeachers(id);
      if (!listed.ok) return listed;
      const teacher = listed.teachers.find(({ person }) => person === cast[to].browser.person)!;
      return live.passOn(id, teacher, teacher.groups[0]?.name ?? null, null);
    },
    isDone: ({ cast }, view) => view?.as === 'opener' && view.chosen.some(({ person }) => person === cast[to].browser.person),
  });

const opensCard = (who: Role) =>
  step('opens the card', who, ['copy:open'], {
    does: ({ id }, live) => live.open(id, 'teacher'),
    isDone: (_, view) => view?.as === 'teacher' && view.openedAt !== null,
  });

const knows = (who: Role) =>
  step('knows', who, ['signal:know'], {
    does: ({ id }, live) => live.know(id),
    isDone: (_, view) => view?.as === 'teacher' && view.knownAt !== null,
  });

const confers = (who: Role) =>
  step('asks to confer', who, ['signal:confer'], {
    does: ({ id }, live) => live.confer(id),
    isDone: (_, view) => view?.as === 'teacher' && view.confer !== null,
  });

const comes = (who: Role, to: Role) =>
  step('comes', who, ['signal:coming'], {
    does: ({ id, cast }, live) => live.coming(id, cast[to].browser.person),
    isDone: (_, view) => view?.as === 'opener' && view.chosen.some(({ confer }) => confer?.comingAt),
  });

const names = (who: Role, caller: Role) =>
  step('says who calls the parents', who, ['signal:parents'], {
    does: ({ id, cast }, live) => live.parents(id, cast[caller].browser.person),
    isDone: (_, view) => view?.as === 'opener' && view.parents !== null,
  });

const takesOver = (who: Role) =>
  step('takes over', who, ['signal:take-over'], {
    does: ({ id }, live) => live.takeOver(id),
    isDone: (_, view) => view?.as === 'opener',
    lets: 'over',
  });

const informed = (who: Role) =>
  step('has called the parents', who, ['copy:informed'], {
    does: ({ id }, live) => live.informed(id, 'teacher'),
    isDone: (_, view) => view?.as === 'teacher' && Boolean(view.parents?.informedAt),
  });

const told = (who: Role) =>
  step('has told the teacher', who, ['signal:told'], {
    does: ({ id }, live) => live.told(id),
    isDone: (_, view) => view?.as === 'opener' && view.toldAt !== null,
  });

const handsBack = (who: Role) =>
  step('hands back', who, ['signal:hand-back'], {
    does: ({ id }, live) => live.handBack(id),
    isDone: (_, view) => view?.as === 'contact' && view.handedBackBy !== null,
    lets: 'go',
  });

const completes = (who: Role) =>
  step('completes', who, ['signal:complete'], {
    does: ({ id }, live) => live.complete(id),
    isDone: isOver,
  });

const returns = (who: Role) =>
  step('returns', who, ['signal:return'], {
    does: ({ id }, live) => live.returnToSender(id),
    isDone: isOver,
  });

const withdraws = step('withdraws', 'karin', ['signal:withdraw'], {
  does: ({ id }, live) => live.withdraw(id),
  isDone: (_, view) => view === undefined,
});

/** The ways that a signal goes. */
export const JOURNEYS = {
  known: [
    sends,
    opens('petra'),
    passesOn('petra', 'tom'),
    opensCard('tom'),
    knows('tom'),
    confers('tom'),
    comes('petra', 'tom'),
    names('petra', 'tom'),
    takesOver('hans'),
    passesOn('hans', 'ayse'),
    informed('tom'),
    opensCard('ayse'),
    completes('hans'),
  ],
  returned: [sends, opens('petra'), handsBack('petra'), opens('hans'), returns('hans')],
  withdrawn: [sends, opens('hans'), told('hans'), passesOn('hans', 'tom'), opensCard('tom'), withdraws],
} satisfies Record<string, Step[]>;

export type Journey = keyof typeof JOURNEYS;

export function newCourse(cast: Course['cast']): Course {
  return { cast, pupil: madeUpPupil(), id: '' };
}

/** What somebody sees of it, in the part that they have in it. */
export function viewOf({ cast, id }: Course, who: Role): View | undefined {
  return cast[who].live.views.value.find((view) => view.id === id);
}

export function expectContent({ pupil }: Course, came: Came): void {
  if (came.ok && came.content) expect(came.content).toEqual(pupil);
}
