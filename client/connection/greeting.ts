import type { Inbox, Outcome, Receipt } from '../../src/contract/index.js';
import type { Clock } from './clock.js';
import type { Outbox } from './outbox.js';
import type { Receipts } from './receipts.js';
import { type Ask, isForLater, PATIENCE } from './wire.js';

/** Until what the server could not take yet is said again, in milliseconds. */
const AGAIN = 5_000;

/** By a signal's id. */
export type Ended = ReadonlyMap<string, Outcome>;

interface Parts {
  /** The socket's own: nothing else is said before the page is up to date. */
  ask: Ask;
  clock: Clock;
  receipts: Receipts;
  outbox: Outbox;
  /** An inbox is being asked for, and no other one. */
  expect(): void;
  /**
   * Takes an inbox in.
   * @param askedAt when it was asked for, by the local clock
   * @param ended what became of signals that were given back in vain
   */
  apply(inbox: Inbox, askedAt: number, ended: Ended): void;
}

/**
 * What a page says before it is up to date: to a memory that forgot, what it keeps of another one; withdrawals; what is unread;
 * and the inbox. Broken off, all of it is said again.
 */
export class Greeting {
  /** What was told before the inbox, which is heard after it; null: it is there. */
  private early: (() => void)[] | null = [];
  private cancel = () => {};
  /** How many inboxes are on their way. */
  private awaited = 0;

  constructor(private readonly parts: Parts) {}

  /** Something was told. Under which memory that was, is known with the inbox only. */
  hear(work: () => void): void {
    if (this.early) this.early.push(work);
    else work();
  }

  /** Another connection: what was told and not heard is in its inbox. */
  anew(): void {
    this.early = [];
    this.cancel();
    this.cancel = () => {};
  }

  /**
   * Fetches the inbox, and gives back what it shows to be forgotten.
   * @param outbox whether what waits there is said too
   * @returns false where there was no answer
   */
  async exchange(within: number, outbox: boolean): Promise<boolean> {
    const { ask, clock, receipts, expect } = this.parts;
    const given = new Map<Receipt, Outcome | null>();
    if (outbox) this.cancel();
    for (let told: string | null = null; ;) {
      const askedAt = clock.local();
      // What is told during any of them may be missing from it.
      if (this.awaited++ === 0) expect();
      const inbox: Awaited<ReturnType<typeof ask<'inbox'>>> = await ask('inbox', {}, told === null ? within : PATIENCE);
      this.awaited -= 1;
      if (!inbox.ok) return false;
      receipts.under(inbox.epoch);
      if (told === inbox.epoch || !this.hasToSay(outbox)) {
        receipts.settle([...given.keys()]);
        this.apply(inbox, askedAt, endedOf(given));
        return true;
      }
      told = inbox.epoch;
      const said = await this.say(given);
      if (said === 'unheard') return false;
      if (said === 'later') this.again();
    }
  }

  /** Until it is said, or another connection says all of it. */
  private again(): void {
    this.cancel();
    const cancel = this.parts.clock.after(AGAIN, () => {
      void this.exchange(PATIENCE, true).then((isSaid) => {
        if (!isSaid && this.cancel === cancel) this.again();
      });
    });
    this.cancel = cancel;
  }

  private apply(...exchanged: Parameters<Parts['apply']>): void {
    this.parts.apply(...exchanged);
    const early = this.early ?? [];
    this.early = null;
    for (const work of early) work();
  }

  private hasToSay(outbox: boolean): boolean {
    return this.parts.receipts.owed.length > 0 || (outbox && this.parts.outbox.isWaiting);
  }

  /** First what there was, so that what is withdrawn ends here too. */
  private async say(given: Map<Receipt, Outcome | null>): Promise<'said' | 'later' | 'unheard'> {
    const { ask, receipts, outbox } = this.parts;
    for (const receipt of [...receipts.owed]) {
      const answer = await ask('signal:restore', { state: receipt.state });
      if (!answer.ok && answer.code === 'no-answer') return 'unheard';
      if (!answer.ok && isForLater(answer.code)) return 'later';
      given.set(receipt, answer.ok ? answer.outcome : null);
    }
    return outbox.flush(ask);
  }
}

function endedOf(given: ReadonlyMap<Receipt, Outcome | null>): Ended {
  return new Map([...given].flatMap(([{ id }, outcome]) => (outcome ? [[id, outcome]] : [])));
}
