import { randomUUID } from 'node:crypto';
import type { CommandName } from '../../src/contract/index.js';
import { seal } from '../../src/sealed/index.js';
import { ok, type Person } from './person.js';
import { madeUpPupil } from './pupils.js';
import { WokenBrowser } from './push-service.js';

/** Whom a signal takes its course through. */
export interface Course {
  sender: Person;
  /** The school's code. */
  school: string;
  contact: Person;
  teacher: Person;
}

/**
 * How far it came; `copied`: the teacher has opened their copy; `to-confer`: and asked to confer; `to-call`: and is to call the
 * parents; `withdrawn`: after all of that.
 */
export type Stage = (typeof STAGES)[number];

const STAGES = ['waiting', 'reserved', 'opened', 'passed-on', 'copied', 'to-confer', 'to-call', 'withdrawn'] as const;

/** Brings a fresh signal to a stage; resolves with its id. */
export async function bring({ sender, school, contact, teacher }: Course, stage: Stage): Promise<string> {
  const pupil = madeUpPupil();
  const id = await sender.sends(pupil, school);
  const steps = [
    async () => void ok(await contact.says('signal:open', { id, device: contact.device })),
    async () => void ok(await contact.says('signal:read', { id })),
    () => contact.passesOn(id, pupil, teacher.name),
    async () => void (await teacher.opensCopy(id)),
    async () => void ok(await teacher.says('signal:confer', { id })),
    async () => void ok(await contact.says('signal:parents', { id, person: teacher.id })),
    async () => void ok(await sender.says('signal:withdraw', { id })),
  ];
  for (const step of steps.slice(0, STAGES.indexOf(stage))) await step();
  return id;
}

/** What a page would say to give this command about a signal that is taking this course; sound in everything. */
export async function payloadFor(command: string, id: string, actor: Person, { school, contact, teacher }: Course) {
  const deviceOf = ({ device, publicKey }: Person) => [{ id: device, key: publicKey }];
  const forSchool = async () => ({ id, school, sealed: await seal(madeUpPupil(), id, { school }, deviceOf(contact)) });
  const named = () => ({ id });
  const onDevice = () => ({ id, device: actor.device });
  const payloads: Record<CommandName, () => object | Promise<object>> = {
    'session:renew': async () => ({ token: await actor.token() }),
    'device:register': () => ({ key: actor.publicKey }),
    'device:approve': () => ({ session: id }),
    'device:refuse': () => ({ session: id }),
    'announcement:seen': named,
    inbox: () => ({}),
    memory: () => ({}),
    'signal:restore': () => ({ state: 'A'.repeat(400) }),
    'presence:absent': () => ({}),
    'push:subscribe': () => new WokenBrowser('https://push.example/').subscription,
    'push:unsubscribe': () => ({}),
    'push:test': () => ({}),
    'presence:challenge': () => ({ device: actor.device }),
    'presence:check-in': () => ({ device: actor.device, proof: 'A'.repeat(43) }),
    'schools:reach': () => ({}),
    'schools:find': () => ({ query: school }),
    'signal:send': async () => ({ ...(await forSchool()), drill: false }),
    'signal:reseal': async () => {
      const { id: same, sealed } = await forSchool();
      return { id: same, sealed };
    },
    'signal:withdraw': named,
    'signal:called': named,
    'drill:schools': () => ({}),
    'drill:send': forSchool,
    'signal:open': onDevice,
    'signal:read': named,
    'signal:take-over': onDevice,
    'signal:hand-back': named,
    'teachers:list': named,
    'signal:pass-on': async () => {
      const sealed = await seal(madeUpPupil(), id, { teacher: teacher.id }, deviceOf(teacher));
      return { id, teacher: teacher.id, group: null, instead: null, sealed };
    },
    'copies:reseal': async () => ({ id, teacher: null, sealed: (await forSchool()).sealed }),
    'signal:told': named,
    'signal:coming': () => ({ id, teacher: teacher.id }),
    'signal:parents': () => ({ id, person: teacher.id }),
    'signal:informed': named,
    'signal:return': named,
    'signal:complete': named,
    'copy:open': onDevice,
    'copy:reseal': async () => {
      const sealed = await seal(madeUpPupil(), id, { teacher: actor.id }, deviceOf(actor));
      return { id, sealed };
    },
    'signal:know': named,
    'signal:confer': named,
    'copy:informed': named,
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
