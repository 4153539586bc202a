import { expect, jest } from '@jest/globals';
import { LIMITS } from '../../src/contract/index.js';
import type { LivePage } from '../support/live-page.js';
import { type Cell, type Fault, seeded } from './cells.js';
import { CAST, type Course, expectContent, type Journey, JOURNEYS, newCourse, type Role, type Step, viewOf } from './journeys.js';
import type { Server } from './servers.js';
import { shapeOf } from './shape.js';
import { Town } from './town.js';

/** How long people try before they give up, in milliseconds: longer than anything heals. */
const PATIENCE = 240_000;

/** By when everybody who was connected is back after a restart, in milliseconds. */
const OTHERS = 15_000;

/** Runs journeys with faults in them, on one application. */
export class Matrix {
  private readonly references = new Map<Journey, State[]>();

  constructor(private readonly server: Server) {}

  /** Takes a journey through its fault and to its end; everybody agrees, or its sender has read that it is lost. */
  async runs(cell: Cell, seed: number): Promise<'healed' | 'lost' | 'unreadable'> {
    const reference = this.server.store ? await this.reference(cell.journey) : [];
    return this.inTown(seed, async (run) => {
      const { at, fault } = cell;
      const steps = JOURNEYS[cell.journey];
      for (const [number, step] of steps.entries()) {
        const end = number === at ? await run.performsUnder(fault, step) : await run.performs(step);
        if (end !== 'done') {
          expect([end, this.server.forgets && mayBe(end, cell)]).toEqual([end, true]);
          await run.town.agrees();
          return end;
        }
        if (number !== at) continue;
        if (this.server.forgets && mayBe('lost', cell) && (await run.isLost())) return 'lost';
        await run.isLike(reference[at], cell);
        if (!this.server.forgets || !mayBe('unreadable', cell)) await run.canRead();
      }
      await run.isLike(reference.at(-1), cell);
      return 'healed';
    });
  }

  /** How it is after each step where nothing goes wrong. */
  private async reference(journey: Journey): Promise<State[]> {
    const known = this.references.get(journey);
    if (known) return known;
    const states = await this.inTown(1, async (run) => {
      const taken: State[] = [];
      for (const step of JOURNEYS[journey]) {
        await run.performs(step);
        await run.town.passes(1_000);
        await run.town.agrees();
        taken.push(await run.state());
      }
      return taken;
    });
    this.references.set(journey, states);
    return states;
  }

  private async inTown<T>(seed: number, work: (run: Run) => Promise<T>): Promise<T> {
    const town = new Town(this.server);
    const random = jest.spyOn(Math, 'random').mockImplementation(seeded(seed));
    try {
      return await work(await Run.in(town));
    } finally {
      random.mockRestore();
      await town.ends();
      await this.server.dayEnds();
    }
  }
}

/** What the server holds of a signal, and who reads on their page what became of it. */
interface State {
  held: object | null;
  read: Partial<Record<Role, string>>;
}

/** One signal with the people whom it concerns. */
class Run {
  private constructor(
    readonly town: Town,
    private readonly course: Course,
  ) {}

  static async in(town: Town): Promise<Run> {
    const pages = {} as Record<Role, LivePage>;
    for (const role of Object.keys(CAST) as Role[]) pages[role] = await town.opens(await town.server.signsIn(CAST[role]));
    await town.agrees();
    const course = newCourse(pages);
    town.oracle.keepsSecret(course.pupil.name, course.pupil.dateOfBirth);
    return new Run(town, course);
  }

  async state(): Promise<State> {
    const { cast, id } = this.course;
    const read: State['read'] = {};
    for (const role of Object.keys(CAST) as Role[]) {
      const last = cast[role].live.farewells.value.find((one) => one.id === id);
      if (last) read[role] = last.outcome;
    }
    return { held: shapeOf((await this.town.server.store!.get(id)) ?? null), read };
  }

  /** Does it as somebody at a page does: looks, tries, waits for an answer, and looks again. */
  async performs(step: Step): Promise<'done' | 'lost' | 'unreadable'> {
    const { town, course } = this;
    const page = course.cast[step.who];
    const codes: string[] = [];
    for (const end = town.now + PATIENCE; town.now < end;) {
      if (page.isConnected && step.isDone(course, viewOf(course, step.who), step.who)) return 'done';
      if (this.readsLost()) return 'lost';
      if (page.isOpen && (step.name === 'sends' || viewOf(course, step.who))) {
        const came = await town.outcome(step.does(course, page.live));
        expectContent(course, came);
        codes.push(came.ok ? 'ok' : came.code);
      }
      await town.passes(500);
    }
    if (codes.at(-1) === 'no-living-key') return 'unreadable';
    throw new Error(`${step.who} ${step.name}: ${codes.join(', ') || 'nothing to see'}`);
  }

  async performsUnder(fault: Fault, step: Step): Promise<'done' | 'lost' | 'unreadable'> {
    const over = await this.begins(fault, step);
    // Whose page has lost all that it was told sees first what others give back.
    if (forgetful(fault) === step.who) await this.town.passes(OTHERS);
    const end = await this.performs(step);
    await this.town.until('it is over', () => over.isOver);
    return end;
  }

  /** It goes wrong; what it does by itself after a while has ended when `isOver`. */
  private async begins(fault: Fault, step: Step): Promise<{ isOver: boolean }> {
    const { town, course } = this;
    const over = { isOver: true };
    const later = (ms: number, work: () => void) => {
      over.isOver = false;
      town.server.clock.at(town.now + ms, () => {
        work();
        over.isOver = true;
      });
    };
    switch (fault.does) {
      case 'kill':
        await town.restarts(fault.down);
        break;
      case 'stop':
        await town.outcome(town.server.stops());
        await town.isBack();
        break;
      case 'strike':
        await this.strikes(fault, step);
        break;
      case 'cut': {
        const page = course.cast[fault.who];
        page.loses(fault.how);
        if (fault.kill) await town.restarts();
        later(fault.lasts, () => page.finds());
        break;
      }
      case 'reload': {
        const page = course.cast[fault.who];
        if (fault.kill === 'before') await town.server.dies();
        page.reloads();
        if (fault.kill === 'later') {
          await town.agrees();
          await town.passes(1_000);
        }
        if (fault.kill !== 'before') await town.server.dies();
        await town.isBack();
        break;
      }
      case 'close': {
        const page = course.cast[fault.who];
        page.closes();
        await town.restarts();
        later(fault.lasts, () => page.reopens());
        break;
      }
    }
    return over;
  }

  /** Somebody does it, and the server dies on the way. */
  private async strikes({ command, when }: Extract<Fault, { does: 'strike' }>, step: Step): Promise<void> {
    const { town, course } = this;
    const page = course.cast[step.who];
    const direction = when === 'before' ? 'questions' : 'answers';
    let isStruck = false;
    page.onAsk = (asked) => {
      if (asked !== command || isStruck) return;
      isStruck = true;
      page.network.fallsStill(direction);
    };
    const doing = step.does(course, page.live);
    let isDone = false;
    void doing.then(() => (isDone = true));
    await town.until('it is on its way', () => (isStruck && page.network.holds(direction)) || isDone);
    page.onAsk = () => {};
    await town.server.dies(page.browser.person);
    page.network.forget();
    page.network.comesBack();
    await town.isBack();
    expectContent(course, await town.outcome(doing));
  }

  /** @param state how it is where nothing goes wrong; left out where nobody can look into the server */
  async isLike(state: State | undefined, cell: Cell): Promise<void> {
    await this.town.agrees();
    if (!state) return;
    // What only a closed tab had nobody can read; what it had shown, it does not say goodbye to.
    const isReadable = !this.town.server.forgets || !mayBe('unreadable', cell);
    const forgot = forgetful(cell.fault);
    let is = state;
    const held = (one: State) =>
      JSON.stringify(one.held, (key, value: unknown) => (key === 'sealed' ? isReadable && value : value));
    // Of what ended while they were away not everybody is told how.
    const isRead = (role: Role) => role === forgot || is.read[role] === 'unknown' || is.read[role] === state.read[role];
    try {
      await this.town.until('it is as it was', async () => {
        is = await this.state();
        return held(is) === held(state) && (Object.keys(CAST) as Role[]).every(isRead);
      });
    } catch (error) {
      this.town.oracle.check();
      expect(is).toEqual(state);
      throw error;
    }
    await this.town.agrees();
  }

  /** Whoever has read it can read it still. */
  async canRead(): Promise<void> {
    for (const role of Object.keys(CAST) as Role[]) {
      const view = viewOf(this.course, role);
      const as = view?.as === 'opener' ? 'recipient' : view?.as === 'teacher' && view.openedAt !== null ? 'teacher' : null;
      if (as === null) continue;
      const came = await this.town.outcome(this.course.cast[role].live.open(this.course.id, as));
      expect([role, came]).toEqual([role, { ok: true, content: this.course.pupil }]);
    }
  }

  /** Of what may be lost: whether it is. */
  async isLost(): Promise<boolean> {
    await this.town.passes(LIMITS.healing + 5_000);
    return this.readsLost();
  }

  private readsLost(): boolean {
    const { cast, id } = this.course;
    return cast.karin.isOpen && cast.karin.live.farewells.value.some((one) => one.id === id && one.outcome === 'lost');
  }
}

/** Whose tab is gone when the server dies has taken along what only it had; and what no page has is gone with the server. */
function mayBe(end: 'lost' | 'unreadable', { journey, at, fault }: Cell): boolean {
  const lets = (number: number) => JOURNEYS[journey][number]?.lets === 'go';
  const isStruckAfter = fault.does === 'strike' && fault.when === 'after';
  if (end === 'lost' && (lets(at - 1) || (lets(at) && isStruckAfter))) return true;
  if (end === 'unreadable' && isStruckAfter && JOURNEYS[journey][at]?.lets === 'over') return true;
  const who = forgetful(fault);
  const hasCaughtUp = fault.does === 'reload' && fault.kill === 'later';
  // Who gives back what they cannot read any more gives nobody the content.
  if (end === 'lost' && lets(at) && who === JOURNEYS[journey][at]!.who && !hasCaughtUp) return true;
  if (end === 'lost' || who === null) return who === 'karin';
  return who !== 'karin' && !hasCaughtUp;
}

/** Whose page has lost its memory. */
function forgetful(fault: Fault): Role | null {
  return fault.does === 'reload' || fault.does === 'close' ? fault.who : null;
}
