import { randomUUID } from 'node:crypto';
import type { CommandName } from '../../src/contract/index.js';
import { seal } from '../../src/sealed/index.js';
import { ok, type Person } from './person.js';
import { madeUpPupil } from './pupils.js';

/** Whom a signal takes its course through. */
export interface Course {
  sender: Person;
  /** The school's code. */
  school: string;
  contact: Person;
  teacher: Person;
}

/** How far it came; `copied`: the teacher has opened their copy. */
export type Stage = 'waiting' | 'reserved' | 'opened' | 'passed-on' | 'copied';

const STAGES: Stage[] = ['waiting', 'reserved', 'opened', 'passed-on', 'copied'];

/** Brings a fresh signal to a stage; resolves with its id. */
export async function bring({ sender, school, contact, teacher }: Course, stage: Stage): Promise<string> {
  const pupil = madeUpPupil();
  const id = await sender.sends(pupil, school);
  const steps = [
    async () => void ok(await contact.says('signal:open', { id, device: contact.device })),
    async () => void ok(await contact.says('signal:read', { id })),
    () => contact.passesOn(id, pupil, teacher.name),
    async () => void (await teacher.opensCopy(id)),
  ];
  for (const step of steps.slice(0, STAGES.indexOf(stage))) await step();
  return id;
}

/** What a page would say to give this command about a signal that is taking this course; sound in everything. */
export async function payloadFor(command: string, id: string, actor: Person, { school, contact, teacher }: Course) {
  const deviceOf = ({ device, publicKey }: Person) => [{ id: device, key: publicKey }];
  const payloads: Record<CommandName, () => object | Promise<object>> = {
    'session:renew': async () => ({ token: await actor.token() }),
    'device:register': () => ({ key: actor.publicKey }),
    inbox: () => ({}),
    'schools:find': () => ({ query: school }),
    'signal:send': async () => ({ id, school, sealed: await seal(madeUpPupil(), id, { school }, deviceOf(contact)) }),
    'signal:pass-on': async () => {
      const sealed = await seal(madeUpPupil(), id, { teacher: teacher.id }, deviceOf(teacher));
      return { id, teacher: teacher.id, group: null, sealed };
    },
    'signal:open': () => ({ id, device: actor.device }),
    'copy:open': () => ({ id, device: actor.device }),
    'signal:withdraw': () => ({ id }),
    'signal:read': () => ({ id }),
    'teachers:list': () => ({ id }),
    'signal:told': () => ({ id }),
    'signal:return': () => ({ id }),
    'signal:complete': () => ({ id }),
    'signal:know': () => ({ id }),
  };
  if (!(command in payloads)) throw new Error(`nobody has written down how ${command} is said`);
  return payloads[command as CommandName]();
}

/** Asks for one thing about a signal; resolves with `ok` or the code. */
export async function outcome(command: string, id: string, actor: Person, course: Course): Promise<string> {
  const payload = await payloadFor(command, id, actor, course);
  const answer = await actor.says(command as 'signal:told', payload as { id: string });
  return answer.ok ? 'ok' : answer.code;
}

/** An id that nobody has given to anything. */
export const unknownId = () => randomUUID();
