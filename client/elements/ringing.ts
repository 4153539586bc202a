import { type ReadonlySignal, signal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { View } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { asksSince } from './asking.js';
import { type SoundChoice, soundChoice } from './preferences.js';

/** Whether this page can be heard. `off`: the browser does not let it, or nobody has touched the page yet. */
export type Sound = 'on' | 'off' | 'unable';

let audio: AudioContext | null = null;
const state = signal<Sound>('off');
export const sound: ReadonlySignal<Sound> = state;

/** Browsers let a page be heard only after somebody touched it. Settles when it can be heard, which may be never. */
export async function unlock(): Promise<void> {
  try {
    audio ??= new AudioContext();
    audio.onstatechange = look;
    await audio.resume().then(look, look);
  } catch {
    audio = null;
    state.value = 'unable';
  }
}

function look(): void {
  state.value = audio?.state === 'running' ? 'on' : 'off';
}

/** Pitches in Hz, and how loud, how quickly and how long each of them sounds, in seconds: under three together (WCAG 1.4.2). */
const NOTES: Record<Exclude<SoundChoice, 'none'>, { pitches: number[]; type: OscillatorType; attack: number; length: number }> = {
  wood: { pitches: [523.25, 659.25], type: 'sine', attack: 0.02, length: 1.2 },
  bell: { pitches: [880, 1318.5], type: 'triangle', attack: 0.005, length: 2 },
  soft: { pitches: [392, 493.88], type: 'sine', attack: 0.35, length: 1.8 },
};
const LOUDNESS = 0.18;
/** Between two notes, in seconds. */
const BETWEEN = 0.35;

/** Two notes, as this person chose them. Silent where sound is not possible or not wanted. */
export function ring(): void {
  const choice = soundChoice.peek();
  if (audio?.state !== 'running' || choice === 'none') return;
  const { pitches, type, attack, length } = NOTES[choice];
  pitches.forEach((pitch, at) => {
    const start = audio!.currentTime + at * BETWEEN;
    const note = new OscillatorNode(audio!, { type, frequency: pitch });
    const loudness = new GainNode(audio!, { gain: 0 });
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(LOUDNESS, start + attack);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + length);
    note.connect(loudness).connect(audio!.destination);
    note.start(start);
    note.stop(start + length + 0.1);
  });
}

/** Browsers complain about trembling before the first touch; some do not know it at all. */
export function vibrate(): void {
  if (navigator.userActivation?.hasBeenActive && canVibrate()) navigator.vibrate([180, 120, 180]);
}

export function canVibrate(): boolean {
  return 'vibrate' in navigator;
}

/**
 * Makes what asks for attention heard: when it starts to, and every time that it asks again. Several at once make one sound.
 * @param isHere the views that this page is about
 */
export function useRinging(live: Live, isHere: (view: View) => boolean, how: 'sound' | 'vibration'): void {
  const heard = useRef(new Map<string, number>());

  useEffect(() => {
    const touched = () => void unlock();
    for (const event of ['pointerdown', 'keydown']) document.addEventListener(event, touched);
    return () => {
      for (const event of ['pointerdown', 'keydown']) document.removeEventListener(event, touched);
    };
  }, []);

  useSignalEffect(() => {
    let due = false;
    for (const view of live.views.value.filter(isHere)) {
      const since = asksSince(view, live.now.value, live.me.value?.name);
      if (since === null || since <= (heard.current.get(view.id) ?? -Infinity)) continue;
      heard.current.set(view.id, since);
      due = true;
    }
    if (!due) return;
    if (how === 'sound') ring();
    else vibrate();
  });
}
