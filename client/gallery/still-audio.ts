import { unlock } from '../elements/ringing.js';

/** What a page believes of its sound; nothing is ever heard. */
export class StillAudio {
  private static current: StillAudio | null = null;
  private static now: AudioContextState = 'suspended';
  onstatechange: () => void = () => {};

  constructor() {
    StillAudio.current = this;
  }

  get state(): AudioContextState {
    return StillAudio.now;
  }

  async resume(): Promise<void> {}

  static async is(state: AudioContextState = 'suspended'): Promise<void> {
    StillAudio.now = state;
    if (!StillAudio.current) await unlock();
    StillAudio.current?.onstatechange();
  }
}

Object.assign(window, { AudioContext: StillAudio });
