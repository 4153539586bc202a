import { randomUUID } from 'node:crypto';
import { seal } from '../../dist/server/sealed/index.js';
import { now } from '../now.mjs';
import { messageOf } from '../town/message.mjs';
import { AT_A_SCHOOL, codeOf, deviceOf, groupOf, personOf, placeOf } from '../town/town.mjs';

const PUPIL = { name: 'Noor de Vries', dateOfBirth: '2016-03-14' };

/** Everything of one signal that can be made before it is sent. @param {number} school by its number */
export async function prepared(school) {
  const id = randomUUID();
  const [contact, colleague, teacher] = [0, 1, 2].map((at) => school * AT_A_SCHOOL + at);
  const code = codeOf(school);
  const sealed = await seal(PUPIL, id, { school: code }, [contact, colleague].map(deviceOf));
  const copy = await seal(PUPIL, id, { teacher: personOf(teacher) }, [deviceOf(teacher)]);
  return { id, code, contact, colleague, teacher, sealed, copy, group: groupOf(school) };
}

/** The steps of a signal's way: who gives which command, and who then sees it of what kind. */
export function stepsOf({ id, code, contact, colleague, teacher, sealed, copy }, sender) {
  const device = (number) => ({ id, device: deviceOf(number).id });
  const passOn = { id, teacher: personOf(teacher), group: null, instead: null, sealed: copy };
  return [
    {
      command: 'signal:send',
      by: sender,
      payload: { id, school: code, drill: false, sealed },
      seen: [contact, colleague],
      as: 'contact',
    },
    { command: 'signal:open', by: contact, payload: device(contact), seen: [] },
    { command: 'signal:read', by: contact, payload: { id }, seen: [sender], as: 'sender', progress: 'opened' },
    { command: 'teachers:list', by: contact, payload: { id }, seen: [] },
    { command: 'signal:pass-on', by: contact, payload: passOn, seen: [teacher], as: 'teacher' },
    { command: 'copy:open', by: teacher, payload: device(teacher), seen: [] },
    { command: 'signal:know', by: teacher, payload: { id }, seen: [sender], as: 'sender', progress: 'known' },
  ];
}

/**
 * One step. Where the server is no more than a relay it is handed on to the same people, as a message of the same size.
 * @returns milliseconds until everybody concerned has seen it (`seen`; null: nobody is), and until it was answered
 */
export async function takes({ command, by, payload, seen, as, progress }, pages, isRelay) {
  const isIt = (view) => view.id === payload.id && view.as === as && (!progress || view.progress === progress);
  const sight = seen.map((number) => pages.get(number).hears(isIt));
  const to = seen.length > 0 ? placeOf(seen[0]) : null;
  const relayed = isRelay && { to, view: messageOf(payload.id, { as, progress })[0], sealed: payload.sealed };
  const began = now();
  await pages.get(by).says(isRelay ? 'relay' : command, isRelay ? relayed : payload);
  const answered = now() - began;
  const moments = await Promise.all(sight);
  return { command, answered, seen: moments.length > 0 ? Math.max(...moments) - began : null };
}
