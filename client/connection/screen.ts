import { type ReadonlySignal, signal } from '@preact/signals';

/** Keeps the screen on while it is asked to and the page is in sight (W3C Screen Wake Lock). */
export class Screen {
  private readonly held = signal(false);
  /** Whether the screen stays on. */
  readonly staysOn: ReadonlySignal<boolean> = this.held;
  private lock: Promise<WakeLockSentinel | null> | null = null;

  /** Takes it, or takes it again: the browser lets go by itself whenever the page is out of sight. */
  async hold(): Promise<void> {
    if (document.hidden || this.lock) return;
    const { wakeLock } = (window.navigator ?? {}) as Partial<Navigator>;
    this.lock = wakeLock?.request('screen').catch(() => null) ?? Promise.resolve(null);
    const lock = await this.lock;
    this.held.value = lock !== null;
    if (!lock) this.lock = null;
    lock?.addEventListener('release', () => {
      this.lock = null;
      this.held.value = false;
    });
  }

  async letGo(): Promise<void> {
    await (await this.lock)?.release();
  }
}
