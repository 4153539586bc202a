import { jest } from '@jest/globals';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { OwnDevice } from '../../../client/keys/device-key.js';
import type {
  CommandName,
  ContactView,
  DeviceKey,
  DeviceUse,
  Gone,
  Inbox,
  Me,
  OpenerView,
  Receipt,
  SchoolFound,
  SenderView,
  SessionNews,
  TeacherView,
  View,
  Wanted,
} from '../../../src/contract/index.js';
import { NO_DAY, PHASE_TIMES } from '../../../src/contract/index.js';
import type { Dial, Heard } from '../../../client/connection/wire.js';

interface Told extends Omit<Heard, 'alert' | 'changed' | 'gone'> {
  alert(view: View, arrived: () => void): void;
  changed(view: View, receipt?: Receipt): void;
  gone(gone: Gone, receipt?: Receipt | null): void;
}

type Answers = Partial<Record<CommandName, (payload: never) => object | 'silence'>>;

/** A server as one page meets it: says what it is told to, and remembers what it heard. Time is jest's. */
export class FakeServer {
  readonly heard: { command: CommandName; payload: Record<string, unknown> }[] = [];
  readonly tokens: string[] = [];
  /** What the server's clock has more than the page's. */
  ahead = 0;
  epoch = 'first';
  inbox: Inbox['views'] = [];
  gone: Gone[] = [];
  restartedAt: number | null = 1;
  /** Of the inbox, where they are not those of its views. */
  receipts: Receipt[] | null = null;
  wanted: Wanted[] = [];
  person = 'someone';
  use: DeviceUse | null = 'own';
  news: SessionNews = { newDevices: [], awaitsApproval: false, announcements: [], today: NO_DAY };
  roles: Me['roles'] = [{ role: 'sender', school: null, title: 'leerplichtambtenaar' }];
  /** Of the municipality. */
  phone: string | null = null;
  reachable = true;
  signedIn = true;
  refusals = 0;
  answers: Answers = {};
  /** What the page hears; each view comes with its receipt. */
  page!: Told;
  private minted = 0;
  private connected = false;
  private readonly hanging = new Set<() => void>();

  now(): number {
    return Date.now() + this.ahead;
  }

  readonly fetch = (async (path: string, { method, body }: RequestInit = { method: 'GET' }) => {
    if (!this.reachable) throw new TypeError('no network');
    if (!this.signedIn) return new Response('{}', { status: 401 });
    if (method === 'DELETE') return new Response(null, { status: 204 });
    if (path === '/v1/me') return Response.json(this.me());
    if (method === 'PUT') {
      this.use = (JSON.parse(body as string) as { use: DeviceUse }).use;
      return new Response(null, { status: 204 });
    }
    this.minted += 1;
    const { person, use } = this;
    const [now, token] = [this.now(), `token-${this.minted}`];
    return Response.json({ person, token, expiresAt: now + 600_000, now, use });
  }) as unknown as typeof fetch;

  readonly dial: Dial = (heard) => {
    this.page = {
      ...heard,
      alert: (view, arrived) => heard.alert(view, receiptOf(view), arrived),
      changed: (view, receipt = receiptOf(view)) => heard.changed(view, receipt),
      gone: (gone, receipt = null) => heard.gone(gone, receipt),
    };
    return {
      connect: async (token) => {
        this.tokens.push(token);
        if (!this.reachable) throw new Error('not connected');
        if (this.refusals > 0) {
          this.refusals -= 1;
          heard.ending();
          throw new Error('not connected');
        }
        this.connected = true;
      },
      disconnect: () => this.drop(),
      ask: (command, payload, within = 8_000) => this.answer(command, payload, within) as never,
    };
  };

  /** The socket is gone, as when the server restarts. */
  drop(): void {
    if (!this.connected) return;
    this.connected = false;
    for (const fail of this.hanging) fail();
    this.page.closed();
  }

  /** Its memory begins anew: it knows of nothing. Whoever was connected is cut off. */
  restart(epoch: string): void {
    this.epoch = epoch;
    this.restartedAt = this.now();
    [this.inbox, this.gone, this.receipts, this.wanted] = [[], [], null, []];
    this.drop();
  }

  commands(): CommandName[] {
    return this.heard.map(({ command }) => command);
  }

  said(command: CommandName): Record<string, unknown>[] {
    return this.heard.filter((one) => one.command === command).map(({ payload }) => payload);
  }

  private async answer(command: CommandName, payload: object, within: number): Promise<object> {
    if (!this.connected) return { ok: false, code: 'no-answer' };
    this.heard.push({ command, payload: payload as Record<string, unknown> });
    const answer = this.answers[command]?.(payload as never) ?? this.usual(command);
    if (answer !== 'silence') return answer;
    return new Promise((resolve) => {
      const fail = () => {
        clearTimeout(timer);
        this.hanging.delete(fail);
        resolve({ ok: false, code: 'no-answer' });
      };
      const timer = setTimeout(fail, within);
      this.hanging.add(fail);
    });
  }

  private usual(command: CommandName): object {
    if (HANDING.includes(command)) return { ok: false, code: 'no-living-key' };
    if (command !== 'inbox') return { ok: true, expiresAt: this.now() + 600_000, device: 'device', missing: [], outcome: null };
    const about = {
      me: this.me(),
      epoch: this.epoch,
      restartedAt: this.restartedAt,
      now: this.now(),
      receipts: this.receipts ?? this.inbox.map(receiptOf),
      wanted: this.wanted,
    };
    const inbox: Inbox = { ...about, views: this.inbox, gone: this.gone, ...this.news };
    return { ok: true, ...inbox };
  }

  private me(): Me {
    const { person, roles, use, phone } = this;
    return { person, name: 'Someone', organisation: 'Somewhere', roles, use, provenUntil: null, phone };
  }
}

/** What hands over a copy, of which a test says whether there is one. */
const HANDING: CommandName[] = ['signal:open', 'signal:take-over', 'copy:open'];

/** As the server would make it, of a view that it tells. */
export function receiptOf({ id, version, endsAt }: View): Receipt {
  return { id, version, endsAt, state: `state-${id}-${version}` };
}

/** A window and a document with nothing in them but events; hidden, so that nothing waits for a frame. */
export function fakePage(): void {
  const window = Object.assign(new EventTarget(), { fetch });
  const document = Object.assign(new EventTarget(), { hidden: true });
  Object.assign(globalThis, { window, document });
}

/** Lets everything that is ready happen, without time passing. */
export async function settle(): Promise<void> {
  await jest.advanceTimersByTimeAsync(0);
  // Sealing is done by the platform, in real time that the fake timers do not hold up.
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => process.nextTick(resolve));
}

/** Time passes, and everything happens that was due. In milliseconds. */
export async function pass(ms: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(ms);
  await settle();
}

/** Sealing happens in the platform's own time; the clock of the test goes on meanwhile. */
export async function done<T>(answer: Promise<T>, ms = 0): Promise<T> {
  let settled = false;
  void answer.finally(() => (settled = true));
  while (!settled) {
    await new Promise((resolve) => setImmediate(resolve));
    await jest.advanceTimersByTimeAsync(ms / 20);
  }
  return answer;
}

/** Waits for what the platform does in its own time, as sealing and opening; the clock of the test stands still. */
export async function comes(isThere: () => boolean): Promise<void> {
  while (!isThere()) await new Promise((resolve) => setImmediate(resolve));
}

export async function newDevice(): Promise<OwnDevice> {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256' });
  const { x, y } = await exportJWK(publicKey);
  const key: DeviceKey = { kty: 'EC', crv: 'P-256', x: x!, y: y! };
  return { id: await calculateJwkThumbprint(key), key, privateKey };
}

/** A school whose only contact has this device. */
export async function schoolOf({ id, key }: OwnDevice): Promise<SchoolFound> {
  const target = { bellAt: Date.now(), endsAt: Date.now() + 3_600_000 };
  const place = { code: '00AH00', name: 'School', place: 'Place', phone: '088' };
  return { ...place, sector: 'po', state: 'live', reachable: 1, devices: [{ id, key }], target, firstDay: null };
}

/** Of the same signal, as a contact of its school sees it. */
export function contactView(id: string, now: number, changes: Partial<ContactView> = {}): ContactView {
  const { arrivedAt: _, openedAt: __, returnedAt: ___, knownBy: ____, calledAt: _____, ...common } = senderView(id, now);
  return { ...common, as: 'contact', progress: 'waiting', openedBy: null, handedBackBy: null, ...changes };
}

/** As who follows it sees it. */
export function openerView(id: string, now: number, changes: Partial<OpenerView> = {}): OpenerView {
  const { openedBy: _, handedBackBy: __, ...common } = contactView(id, now);
  const since = { openedAt: now, takenAt: now, toldAt: null, parents: null };
  return { ...common, ...since, as: 'opener', version: 2, progress: 'opened', chosen: [], ...changes };
}

/** As a chosen teacher sees it. */
export function teacherView(id: string, now: number, changes: Partial<TeacherView> = {}): TeacherView {
  const { progress: _, openedBy: __, handedBackBy: ___, ...common } = contactView(id, now);
  const mine = { from: 'Somebody', followed: true, chosenAt: now, openedAt: null, confer: null, parents: null };
  return { ...common, ...mine, as: 'teacher', version: 3, ...changes };
}

export function senderView(id: string, now: number, changes: Partial<SenderView> = {}): SenderView {
  return {
    as: 'sender',
    id,
    version: 1,
    drill: false,
    sentAt: now,
    opensAt: now,
    handedBackAt: null,
    bellAt: now + 1_800_000,
    endsAt: now + 3_600_000,
    times: PHASE_TIMES,
    school: { code: '00AH00', name: 'School', place: 'Place', phone: '088' },
    progress: 'waiting',
    arrivedAt: null,
    openedAt: null,
    knownAt: null,
    knownBy: null,
    returnedAt: null,
    calledAt: null,
    ...changes,
  };
}
