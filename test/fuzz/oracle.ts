import type { Farewell } from '../../client/connection/live.js';
import type { CommandName, Payload, View } from '../../src/contract/index.js';
import type { Answered, LivePage, Witness } from '../support/live-page.js';

/** Something that somebody did at a page, whatever came of it. */
interface Deed {
  what: CommandName | 'alerted';
  person: string;
  name: string;
  role: View['as'] | null;
  payload: { id?: string; teacher?: string | null; person?: string; instead?: string | null };
  answer: Answered<CommandName> | null;
  at: number;
}

type Which = Partial<Pick<Deed, 'person' | 'name' | 'role'>> & { to?: string; instead?: string };

/**
 * Sees everything that people do and everything that their pages show, at every moment: no page may say that something happened
 * that did not.
 */
export class Oracle implements Witness {
  /** What was shown and was not so. */
  readonly faults: string[] = [];
  private readonly deeds = new Map<string, Deed[]>();
  private readonly ends = new Map<string, number>();
  /** What no page may say to the server. */
  private readonly secrets = new Set<string>();
  /** When the server's memory began anew, in ms. */
  private readonly restarts: number[] = [];

  constructor(private readonly now: () => number) {}

  keepsSecret(...words: string[]): void {
    for (const word of words) this.secrets.add(word);
  }

  restarted(): void {
    this.restarts.push(this.now());
  }

  /** What senders were told to be sent, and when that was. */
  sent(): { id: string; person: string; at: number }[] {
    return [...this.deeds].flatMap(([id, deeds]) => {
      const sent = deeds.findLast(({ what, answer }) => what === 'signal:send' && answer?.ok);
      return sent ? [{ id, person: sent.person, at: sent.at }] : [];
    });
  }

  /** @throws as soon as anything was shown that was not so */
  check(): void {
    if (this.faults.length > 0) throw new Error(this.faults.join('\n'));
  }

  asks<C extends CommandName>(page: LivePage, command: C, payload: Payload<C>): (answer: Answered<C>) => void {
    const deed = this.did(page, command, payload as Deed['payload'], null);
    return (answer) => {
      if (deed) deed.answer = answer;
    };
  }

  alerted(page: LivePage, view: View): void {
    this.did(page, 'alerted', { id: view.id }, view.as);
  }

  said(page: LivePage, text: string): void {
    for (const secret of this.secrets)
      if (text.includes(secret)) this.faults.push(`${page.browser.name}'s page says what is secret`);
  }

  shows(page: LivePage): void {
    const { views, farewells } = page.live;
    for (const view of views.value) {
      this.ends.set(view.id, view.endsAt);
      this.judge(page, view.id, claimsOf(view, this.about(view.id)));
    }
    for (const farewell of farewells.value) this.judge(page, farewell.id, this.claimsOfFarewell(farewell, page));
  }

  private judge(page: LivePage, id: string, claims: Record<string, boolean>): void {
    for (const [claim, isSo] of Object.entries(claims))
      if (!isSo) this.faults.push(`${page.browser.name} reads "${claim}" of ${id}, which is not so`);
  }

  private did(page: LivePage, what: Deed['what'], payload: Deed['payload'], role: Deed['role']): Deed | null {
    if (payload.id === undefined) return null;
    const { person, name } = page.browser;
    const deed: Deed = { what, person, name, role, payload, answer: null, at: this.now() };
    const deeds = this.deeds.get(payload.id) ?? [];
    deeds.push(deed);
    this.deeds.set(payload.id, deeds);
    return deed;
  }

  private about(id: string): (whats: Deed['what'][], which?: Which) => boolean {
    const deeds = this.deeds.get(id) ?? [];
    return (whats, { to, instead, ...which } = {}) =>
      deeds.some(
        (deed) =>
          whats.includes(deed.what) &&
          Object.entries(which).every(([key, value]) => deed[key as keyof typeof which] === value) &&
          (to === undefined || deed.payload.teacher === to || deed.payload.person === to) &&
          (instead === undefined || deed.payload.instead === instead),
      );
  }

  private claimsOfFarewell({ id, outcome, last }: Farewell, { browser }: LivePage): Record<string, boolean> {
    const did = this.about(id);
    switch (outcome) {
      case 'withdrawn':
        return { withdrawn: did(['signal:withdraw']) };
      case 'returned':
        return { returned: did(['signal:return']) };
      case 'completed':
        return { completed: did(['signal:complete']) };
      case 'reassigned':
        return { reassigned: did(['signal:pass-on'], { instead: browser.person }) || did(['signal:hand-back']) };
      case 'expired':
        return { expired: (last?.endsAt ?? this.ends.get(id) ?? 0) <= this.now() };
      case 'lost':
        return { lost: this.restarts.length > 0 };
      case 'healing':
        return { healing: this.restarts.length > 0 };
      case 'unknown':
        return {};
    }
  }
}

type Did = ReturnType<Oracle['about']>;

/** What a view says has happened, each with whether it has. */
function claimsOf(view: View, did: Did): Record<string, boolean> {
  const sent = { sent: did(['signal:send', 'drill:send']) };
  const claims = (says: Record<string, [said: unknown, isSo: boolean]>) =>
    Object.fromEntries(Object.entries(says).map(([claim, [said, isSo]]) => [claim, !said || isSo]));
  const isKnown = did(['signal:know', 'signal:told']);
  const reached = {
    opened: [view.as !== 'teacher' && view.progress !== 'waiting', did(['signal:read'])],
    'passed on': [view.as !== 'teacher' && view.progress === 'passed-on', did(['signal:pass-on'])],
    known: [view.as !== 'teacher' && view.progress === 'known', isKnown],
    'handed back': [view.handedBackAt, did(['signal:hand-back'])],
  } as const satisfies Record<string, [unknown, boolean]>;
  const parents = (said: { person: string; informedAt: number | null } | null) =>
    ({
      'who calls the parents': [said, said !== null && did(['signal:parents'], { to: said.person })],
      'the parents know': [said?.informedAt, did(['signal:informed', 'copy:informed'])],
    }) satisfies Record<string, [unknown, boolean]>;
  switch (view.as) {
    case 'sender':
      return {
        ...sent,
        ...claims({
          ...reached,
          opened: [view.openedAt, did(['signal:read'])],
          arrived: [view.arrivedAt, did(['alerted'], { role: 'contact' })],
          known: [view.knownAt, isKnown],
          'known by the teacher': [view.knownBy === 'teacher', did(['signal:know'])],
          'known by the school': [view.knownBy === 'school', did(['signal:told'])],
          returned: [view.returnedAt, did(['signal:return'])],
          called: [view.calledAt, did(['signal:called'])],
        }),
      };
    case 'colleague':
      return { ...sent, ...claims({ ...reached, called: [view.calledAt, did(['signal:called'])] }) };
    case 'contact': {
      const by = view.openedBy?.name;
      return {
        ...sent,
        ...claims({
          ...reached,
          'who opened it': [by, did(['signal:open', 'signal:take-over'], { name: by })],
          'who handed it back': [view.handedBackBy, did(['signal:hand-back'], { name: view.handedBackBy! })],
          known: [view.knownAt, isKnown],
        }),
      };
    }
    case 'opener':
      return {
        ...sent,
        ...claims({
          ...reached,
          opened: [true, did(['signal:read'])],
          told: [view.toldAt, did(['signal:told'])],
          known: [view.knownAt, isKnown],
          ...parents(view.parents),
        }),
        ...claims(Object.fromEntries(view.chosen.flatMap((teacher) => Object.entries(ofTeacher(teacher, did))))),
      };
    case 'teacher':
      return {
        ...sent,
        ...claims({ ...reached, ...parents(view.parents), opened: [view.openedAt, did(['copy:open'])] }),
        ...claims({ known: [view.knownAt, did(['signal:know'])], asked: [view.confer, did(['signal:confer'])] }),
        ...claims({ coming: [view.confer?.comingAt, did(['signal:coming'])] }),
      };
  }
}

function ofTeacher(
  teacher: Extract<View, { as: 'opener' }>['chosen'][number],
  did: Did,
): Record<string, [said: unknown, isSo: boolean]> {
  const { name, person } = teacher;
  const which = { person };
  return {
    [`${name} chosen`]: [true, did(['signal:pass-on'], { to: person })],
    [`arrived at ${name}`]: [teacher.arrivedAt, did(['alerted'], { ...which, role: 'teacher' })],
    [`${name} opened it`]: [teacher.openedAt, did(['copy:open'], which)],
    [`${name} knows`]: [teacher.knownAt, did(['signal:know'], which)],
    [`${name} asked to confer`]: [teacher.confer, did(['signal:confer'], which)],
    [`somebody comes to ${name}`]: [teacher.confer?.comingAt, did(['signal:coming'], { to: person })],
  };
}
