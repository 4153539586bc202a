import { expect } from '@jest/globals';
import type { ContactView, OpenerView, SenderView, TeacherView } from '../../src/contract/index.js';
import type { Content } from '../../src/sealed/index.js';
import type { LivePage } from '../support/live-page.js';
import { madeUpPupil } from '../support/pupils.js';

export type Random = () => number;

/** What was sent, by its id, as far as its sender's page has learnt that. */
export type Pupils = Map<string, Content>;

type Came = { ok: boolean; code?: string; content?: Content };
type Doing = (() => Promise<Came>) | null;

export function oneOf<T>(random: Random, things: readonly T[]): T | undefined {
  return things[Math.floor(random() * things.length)];
}

/** Something that the person at this page could do now, seeing what it shows; sometimes what no page would offer. */
export function doingAt(page: LivePage, random: Random, pupils: Pupils, onPupil: (pupil: Content) => void): Doing {
  const { live } = page;
  const { me, views } = live;
  const is = (name: string) => me.value?.roles.some(({ role }) => role === name);
  const view = oneOf(random, views.value);
  if (is('sender') && (!view || random() < 0.15)) return () => sends(page, random, pupils, onPupil);
  if (is('recipient') && random() < 0.02) return () => drills(page, random, onPupil);
  if (random() < 0.05) return () => live.checkIn();
  if (!view) return null;
  const { id } = view;
  const read = async (opening: Promise<Came>) => {
    const came = await opening;
    const pupil = pupils.get(id);
    if (came.content && pupil) expect(came.content).toEqual(pupil);
    return came;
  };
  switch (view.as) {
    case 'sender':
    case 'colleague':
      return asSender(page, view, random);
    case 'contact':
      return asContact(page, view, random, read);
    case 'opener':
      return asOpener(page, view, random, read);
    case 'teacher':
      return asTeacher(page, view, random, read);
  }
}

type Read = (opening: Promise<Came>) => Promise<Came>;

async function sends({ live }: LivePage, random: Random, pupils: Pupils, onPupil: (pupil: Content) => void): Promise<Came> {
  const found = await live.findSchools(oneOf(random, ['linde', 'kompas', 'waard', 'zand', 'zuider'])!);
  const school = found.ok ? found.schools[0] : undefined;
  if (!school) return found;
  const pupil = madeUpPupil();
  onPupil(pupil);
  const sent = await live.send(pupil, school, random() < 0.1);
  if ('id' in sent) pupils.set(sent.id, pupil);
  return sent;
}

async function drills({ live }: LivePage, random: Random, onPupil: (pupil: Content) => void): Promise<Came> {
  const found = await live.drillSchools();
  const school = found.ok ? oneOf(random, found.schools) : undefined;
  if (!school) return found;
  const pupil = madeUpPupil();
  onPupil(pupil);
  return live.drill(pupil, school);
}

function asSender({ live }: LivePage, { id }: Pick<SenderView, 'id'>, random: Random): Doing {
  return random() < 0.2 ? () => live.withdraw(id) : () => live.called(id);
}

function asContact({ live }: LivePage, { id, progress }: ContactView, random: Random, read: Read): Doing {
  if (progress === 'waiting' || random() < 0.2) return () => read(live.open(id, 'recipient'));
  return random() < 0.3 ? () => read(live.takeOver(id)) : null;
}

function asOpener({ live }: LivePage, { id, chosen }: OpenerView, random: Random, read: Read): Doing {
  const passesOn = async () => {
    const listed = await live.listTeachers(id);
    const teacher = listed.ok ? oneOf(random, listed.teachers) : undefined;
    const instead = random() < 0.2 ? (oneOf(random, chosen)?.person ?? null) : null;
    return teacher ? live.passOn(id, teacher, teacher.groups[0]?.name ?? null, instead) : listed;
  };
  const whom = oneOf(random, chosen)?.person ?? live.me.value!.person;
  // Some of it ends what others could do.
  if (chosen.length === 0 ? random() < 0.7 : random() < 0.2) return passesOn;
  const doings = [
    () => read(live.open(id, 'recipient')),
    () => live.told(id),
    () => live.handBack(id),
    () => live.coming(id, whom),
    () => live.parents(id, whom),
    () => live.informed(id, 'recipient'),
    () => live.returnToSender(id),
    () => live.complete(id),
  ];
  return oneOf(random, doings)!;
}

function asTeacher({ live }: LivePage, { id, openedAt }: TeacherView, random: Random, read: Read): Doing {
  if (openedAt === null || random() < 0.3) return () => read(live.open(id, 'teacher'));
  return oneOf(random, [() => live.know(id), () => live.confer(id), () => live.informed(id, 'teacher')])!;
}
