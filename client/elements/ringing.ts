import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { startOf, type View } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';

const MINUTE = 60_000;
let audio: AudioContext | null = null;

/** Browsers let a page be heard only after somebody touched it. */
function unlock(): void {
  try {
    audio ??= new AudioContext();
    void audio.resume().catch(() => {});
  } catch {
    audio = null;
  }
}

/** Two soft wooden notes, under three seconds (WCAG 1.4.2). Silent where sound is not possible. */
function ring(): void {
  if (audio?.state !== 'running') return;
  [523.25, 659.25].forEach((pitch, at) => {
    const start = audio!.currentTime + at * 0.35;
    const note = new OscillatorNode(audio!, { type: 'sine', frequency: pitch });
    const loudness = new GainNode(audio!, { gain: 0 });
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(0.18, start + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + 1.2);
    note.connect(loudness).connect(audio!.destination);
    note.start(start);
    note.stop(start + 1.3);
  });
}

/** Browsers complain about trembling before the first touch; some do not know it at all. */
function vibrate(): void {
  if (navigator.userActivation?.hasBeenActive && 'vibrate' in navigator) navigator.vibrate([180, 120, 180]);
}

/**
 * Makes what waits heard: when it starts to count, and again after every `times.repeat` minutes for as long as `isWaiting`.
 * Several at once make one sound. Nothing is heard before the alert window opens.
 */
export function useRinging(live: Live, isWaiting: (view: View) => boolean, how: 'sound' | 'vibration'): void {
  const rung = useRef(new Map<string, number>());

  useEffect(() => {
    document.addEventListener('pointerdown', unlock);
    document.addEventListener('keydown', unlock);
    return () => {
      document.removeEventListener('pointerdown', unlock);
      document.removeEventListener('keydown', unlock);
    };
  }, []);

  useSignalEffect(() => {
    const now = live.now.value;
    let due = false;
    for (const view of live.views.value.filter(isWaiting)) {
      const start = view.as === 'teacher' ? view.chosenAt : startOf(view);
      const turn = Math.floor((now - start) / (view.times.repeat * MINUTE));
      if (turn <= (rung.current.get(view.id) ?? -1)) continue;
      rung.current.set(view.id, turn);
      due = true;
    }
    if (!due) return;
    if (how === 'sound') ring();
    else vibrate();
  });
}
