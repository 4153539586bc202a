import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Envelope, EnvelopeAudience, OpenerView, TeacherView, View } from '../../src/contract/index.js';
import type { Farewell } from './live.js';
import { placeOf } from './views.js';

/** Which of a signal's copies: the school's, or a teacher's own. */
export type Whose = 'recipient' | 'teacher';

interface Kept {
  sealed: Envelope;
  audience: EnvelopeAudience;
  /** It was this page's to follow: once it no longer is, the copy goes. */
  isTheirs: boolean;
}

/**
 * The sealed copies that this page was handed, in this tab's memory: should the server forget them, they are sealed anew from these.
 * They go when the view goes, is no longer that of who follows it or was chosen, and at the end of the day.
 */
export class KeptCopies {
  private readonly kept = new Map<string, Kept>();
  private readonly count = signal(0);
  /** How many are kept. */
  readonly size: ReadonlySignal<number> = this.count;

  constructor(
    private readonly views: ReadonlySignal<View[]>,
    private readonly farewells: ReadonlySignal<Farewell[]>,
  ) {
    effect(() => this.tidy(views.value, farewells.value));
  }

  keep(id: string, whose: Whose, sealed: Envelope, audience: EnvelopeAudience): void {
    this.kept.set(`${id}/${whose}`, { sealed, audience, isTheirs: false });
    this.tidy(this.views.peek(), this.farewells.peek());
  }

  get(id: string, whose: Whose): Readonly<Kept> | undefined {
    return this.kept.get(`${id}/${whose}`);
  }

  clear(): void {
    this.kept.clear();
    this.count.value = 0;
  }

  private tidy(views: View[], farewells: Farewell[]): void {
    for (const [place, copy] of this.kept) {
      const view = views.find((one) => placeOf(one) === place);
      const isAwaited = farewells.some((one) => one.outcome === 'healing' && placeOf(one) === place);
      if (view ? !isFor(copy, view) : !isAwaited) this.kept.delete(place);
      else copy.isTheirs ||= view !== undefined && isFollowing(view);
    }
    this.count.value = this.kept.size;
  }
}

/** Whether the view is of somebody who has read it, or has to. */
export function isFollowing(view: View): view is OpenerView | TeacherView {
  return view.as === 'opener' || view.as === 'teacher';
}

/** Handed over and not yet said to be read, it stays as long as no colleague has it: the sender may have heard that it was. */
function isFor({ isTheirs }: Kept, view: View): boolean {
  return isFollowing(view) || (view.as === 'contact' && view.progress === 'waiting' && !isTheirs);
}
