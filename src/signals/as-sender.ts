import { isCalled, startOf } from '../contract/index.js';
import { placeOf } from './audience.js';
import type { Actor, SenderCommand, Step } from './command.js';
import { type Deed, type Ended, isOpen, NONE, type Open, type Signal, type Waiting } from './signal.js';
import { ended, next, refuse, resealedWaiting, UNKNOWN } from './steps.js';
import { isAmber } from './view.js';

/** What the sender may do, and a contact who starts a drill. */
export function asSender(signal: Signal | null, command: SenderCommand, actor: Actor, now: number): Step {
  switch (command.do) {
    case 'send':
      if (signal && isLostBy(signal, actor)) return { signal: next(signal, sent(command, now, signal.deed)) };
      return signal
        ? sendAgain(signal, { ...command.draft, school: command.draft.school.code }, actor)
        : { signal: sent(command, now, NONE) };
    case 'send-again':
      return signal && !isLostBy(signal, actor) ? sendAgain(signal, command, actor) : UNKNOWN;
    case 'reseal':
      return reseal(signal, command, actor);
    case 'withdraw':
      return withdraw(signal, actor);
    case 'called':
      return called(signal, actor, now);
  }
}

function sent({ draft }: Extract<SenderCommand, { do: 'send' }>, now: number, deed: Deed): Waiting {
  const untold = { arrivedAt: null, calledAt: null, amberAt: null, handedBack: null, saw: [], letGo: [] };
  const begun = { version: 1, deed, sentAt: now, ...untold };
  const fresh: Waiting = { ...draft, ...begun, state: 'waiting', alertedAt: null, reminders: 0, unreadableSince: null };
  return now >= startOf(fresh) ? { ...fresh, alertedAt: now } : fresh;
}

type Again = Pick<Extract<SenderCommand, { do: 'send-again' }>, 'school' | 'drill' | 'sender'>;

function sendAgain(signal: Signal, { school, drill, sender }: Again, actor: Actor): Step {
  if (signal.state === 'completed') return refuse('ended');
  if (signal.state === 'ended')
    return refuse(signal.outcome === 'completed' || isSenderOf(signal, actor) ? 'ended' : 'id-in-use');
  const isOwn = signal.sender === null ? sender === null && isContact(signal, actor) : signal.sender === actor.person;
  return isOwn && signal.school.code === school && signal.drill === drill ? { signal } : refuse('id-in-use');
}

/** As long as nobody has read it the sender's page has the content. */
function reseal(signal: Signal | null, { sealed, devices }: Extract<SenderCommand, { do: 'reseal' }>, actor: Actor): Step {
  if (signal?.state === 'ended') return isSenderOf(signal, actor) ? refuse('ended') : UNKNOWN;
  if (!isSentBy(signal, actor)) return UNKNOWN;
  if (signal.state === 'opened') return refuse('wrong-moment');
  return resealedWaiting(signal, sealed, devices);
}

/** The server forgot it, and its sender's page has not. */
function isLostBy(signal: Signal, actor: Actor): boolean {
  return signal.state === 'ended' && signal.outcome === 'lost' && isSenderOf(signal, actor);
}

function withdraw(signal: Signal | null, actor: Actor): Step {
  if (signal?.state === 'ended')
    return isSenderOf(signal, actor) ? (signal.outcome === 'withdrawn' ? { signal } : refuse('ended')) : UNKNOWN;
  if (!isSentBy(signal, actor)) return UNKNOWN;
  return { signal: ended(signal, 'withdrawn') };
}

/** "Ik heb de school gesproken": whoever sees that it waits may be the one who calls. */
function called(signal: Signal | null, actor: Actor, now: number): Step {
  if (signal?.state === 'ended') return isSenderOf(signal, actor) ? refuse('ended') : UNKNOWN;
  if (!isSentBy(signal, actor) && !isColleague(signal, actor, now)) return UNKNOWN;
  if (signal.state === 'opened' || isCalled(signal, now)) return { signal };
  return { signal: next(signal, { ...signal, calledAt: now }) };
}

function isSentBy(signal: Signal | null, { person }: Actor): signal is Open {
  return isOpen(signal) && signal.sender === person;
}

function isColleague(signal: Signal | null, { senderOf }: Actor, now: number): signal is Open {
  return isOpen(signal) && signal.sender !== null && senderOf.includes(signal.organisation) && isAmber(signal, now);
}

function isContact({ school }: Open, { contactOf }: Actor): boolean {
  return contactOf.includes(school.code);
}

function isSenderOf({ witnesses }: Ended, { person }: Actor): boolean {
  return witnesses.some(({ as, place }) => as === 'sender' && place === placeOf.sender(person));
}
