import { createHash } from 'node:crypto';
import type { BatchChange, BatchPreview } from '../contract/index.js';

/** How many of each kind are shown where not all are asked for. */
const SHOWN = 100;

/** What would come of a plan, put together change by change. */
export class PreviewMaker {
  private readonly hash = createHash('sha256');
  /** Of each kind the first ones of each rank. */
  private readonly shown: Record<BatchChange['change'], BatchChange[][]> = { added: [], changed: [], removed: [] };
  private readonly counts: BatchPreview['counts'] = { added: 0, changed: 0, removed: 0, unchanged: 0 };
  elsewhere = 0;
  takesTwo = false;

  /** @param most how many of each kind it holds */
  constructor(private readonly most = SHOWN) {}

  /**
   * @param essence everything that would be written of it, without ids that are made up: what was seen is what is done
   * @param rank what has a lower one is shown before it, so that what matters most is not cut off
   */
  add(change: BatchChange, essence: unknown, rank = 0): void {
    this.counts[change.change] += 1;
    this.hash.update(`${JSON.stringify([change.change, essence])}\n`);
    const shown = (this.shown[change.change][rank] ??= []);
    if (shown.length < this.most) shown.push(change);
  }

  leaveAlone(): void {
    this.counts.unchanged += 1;
  }

  made(municipalities: BatchPreview['municipalities'] = []): BatchPreview {
    const { elsewhere, takesTwo } = this;
    const taken = municipalities.map(({ code, taken }) => [code, taken]);
    const fingerprint = this.hash.update(JSON.stringify([taken, elsewhere, takesTwo])).digest('base64url');
    const { added, changed, removed } = this.shown;
    // Of ranks that nothing has there is no list.
    const changes = [added, changed, removed].flatMap((ranks) => ranks.flat().slice(0, this.most));
    return { counts: this.counts, changes, municipalities, elsewhere, takesTwo, fingerprint };
  }
}
