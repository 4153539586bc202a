import type { Live, Notifying } from '../connection/live.js';
import { canVibrate, ring, type Sound, sound, unlock, vibrate } from '../elements/ringing.js';
import { soundChoice, SOUNDS } from '../elements/preferences.js';
import { t } from '../words/words.js';

/** How somebody is made to look: a contact by sound; a teacher's telephone in a classroom trembles. */
export type How = 'sound' | 'vibration';

/** One thing that was tried. `remark`: it is not possible here, and nobody can mend that on this page. */
export interface Line {
  id: string;
  state: 'works' | 'mend' | 'remark';
  text: string;
  /** What can be done about it, or what is good to know. */
  hint?: string;
  action?: { label: string; press: () => unknown };
}

/** What the self-test says, as it is at this moment. @param ask shows the question that comes before the browser's own */
export function linesOf(live: Live, how: How, ask: () => void): Line[] {
  return [
    connectionOf(live),
    keyOf(live),
    how === 'sound' ? soundOf(sound.value) : vibrationOf(),
    notifyingOf(live, ask),
    screenOf(live),
  ]
    .flat()
    .filter((line) => line !== null);
}

function connectionOf(live: Live): Line {
  const id = 'connection';
  if (live.status.value.kind === 'connected') return { id, state: 'works', text: t('check-in.connection') };
  const action = { label: t('frame.retry'), press: () => live.retry() };
  return { id, state: 'mend', text: t('check-in.connection.lost'), hint: t('check-in.connection.mend'), action };
}

function keyOf(live: Live): Line | null {
  const id = 'key';
  if (live.canRead.value === null) return null;
  if (live.canRead.value) return { id, state: 'works', text: t('check-in.key') };
  const action = { label: t('app.reload'), press: () => location.reload() };
  return { id, state: 'mend', text: t('check-in.key.missing'), hint: t('check-in.key.mend'), action };
}

function soundOf(heard: Sound): Line {
  const id = 'sound';
  const action = { label: t('check-in.sound.play'), press: () => void play() };
  if (soundChoice.value === 'none') {
    const turnOn = { label: t('check-in.sound.none.mend'), press: () => void play(SOUNDS[0]) };
    return { id, state: 'mend', text: t('check-in.sound.none'), action: turnOn };
  }
  if (heard === 'on') return { id, state: 'works', text: t('check-in.sound'), hint: t('check-in.sound.hint'), action };
  if (heard === 'off') return { id, state: 'mend', text: t('check-in.sound.off'), action };
  return { id, state: 'remark', text: t('check-in.sound.unable'), hint: t('check-in.sound.unable.mend') };
}

async function play(choice = soundChoice.peek()): Promise<void> {
  soundChoice.value = choice;
  await unlock();
  ring();
}

function vibrationOf(): Line {
  const id = 'vibration';
  const action = { label: t('check-in.vibration.try'), press: vibrate };
  if (canVibrate()) return { id, state: 'works', text: t('check-in.vibration'), action };
  return { id, state: 'remark', text: t('check-in.vibration.unable'), hint: t('check-in.vibration.unable.mend') };
}

/** Nothing is said where nobody is woken. */
export function notifyingOf(live: Live, ask: () => void): Line | null {
  const id = 'notifying';
  const browser = browserHere();
  const again = () => live.turnOnNotifications();
  const lines: Record<Notifying, Omit<Line, 'id'> | null> = {
    none: null,
    on: { state: 'works', text: t('notifying.on') },
    renewed: { state: 'works', text: t('notifying.renewed') },
    off: { state: 'mend', text: t('notifying.off'), action: { label: t('notifying.off.mend'), press: ask } },
    stopped: { state: 'mend', text: t('notifying.stopped'), action: { label: t('notifying.stopped.mend'), press: again } },
    failed: {
      ...{ state: 'mend', text: t('notifying.failed'), hint: t('notifying.failed.mend') },
      action: { label: t('again'), press: again },
    },
    denied: { state: 'mend', text: t('notifying.denied'), hint: t(`notifying.denied.${browser}`) },
    'home-screen': { state: 'mend', text: t('notifying.home-screen'), hint: t('notifying.home-screen.mend') },
    unable: { state: 'remark', text: t('notifying.unable'), hint: t('notifying.unable.mend') },
  };
  const line = lines[live.notifying.value];
  return line && { id, ...line };
}

/** Where a browser keeps what it was told of notifications. Only for these words: nothing else goes by a browser's name. */
function browserHere(): 'android' | 'ios' | 'firefox' | 'safari' | 'chrome' {
  const { userAgent } = navigator;
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios';
  if (userAgent.includes('Firefox')) return 'firefox';
  if (userAgent.includes('Android')) return 'android';
  return /Chrome|Edg/.test(userAgent) ? 'chrome' : 'safari';
}

function screenOf(live: Live): Line {
  const id = 'screen';
  if (live.screenStaysOn.value) return { id, state: 'works', text: t('check-in.screen') };
  return { id, state: 'remark', text: t('check-in.screen.off'), hint: t('check-in.screen.mend') };
}
