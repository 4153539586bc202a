import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { compactDecrypt, type CryptoKey, exportJWK, generateKeyPair } from 'jose';
import { io, type Socket } from 'socket.io-client';
import type {
  AnswerTo,
  ClientToServerEvents,
  CommandName,
  DeviceKey,
  DeviceUse,
  Inbox,
  Payload,
  Receipt,
  SchoolFound,
  ServerToClientEvents,
  TeacherFound,
  View,
} from '../../src/contract/index.js';
import { type Content, open, seal } from '../../src/sealed/index.js';
import { cookieName } from '../../src/identity/index.js';
import type { TestApp } from './start-app.js';

interface Listed {
  id: string;
  name: string;
  roles: { role: string; school: string | null; title: string }[];
}

/** Where somebody goes: an application in this process or in another. */
interface Place {
  readonly url: string;
  readonly config?: { demonstration: boolean };
}

type Heard = { event: keyof ServerToClientEvents; payload: unknown };

/** Somebody at a page of their own, over a real socket: what they do, what they hear, what they can read. */
export class Person {
  socket!: Socket<ServerToClientEvents, ClientToServerEvents>;
  /** Everything that this page was told without asking, but for how people are reached. */
  readonly heard: Heard[] = [];
  /** That it may have changed how people are reached: it says nothing, and nothing of signals. */
  readonly presence: Heard[] = [];
  /** The last receipt of each signal that this page was told of. */
  readonly receipts = new Map<string, Receipt>();
  /** Those of earlier memories of the server. */
  private readonly owed = new Map<string, Receipt>();
  device = '';
  key!: CryptoKey;
  publicKey!: DeviceKey;
  cookie = '';
  /** Whether the page answers what it hears, as a page does that is awake. */
  answers = true;
  private readonly waiting: { test: (heard: Heard) => boolean; resolve: (heard: Heard) => void }[] = [];

  private constructor(
    readonly app: Place,
    readonly id: string,
    readonly name: string,
  ) {}

  /** Signs in at a new browser, with a device key of its own, and connects. `name` as in demonstration/staff.csv. */
  static async arrives(app: Place, name: string, device?: { use: DeviceUse | null }): Promise<Person> {
    const person = await Person.signsIn(app, name, device);
    await person.connects();
    if (device?.use === undefined || device.use === 'own' || device.use === 'shared') await person.registers();
    return person;
  }

  /** By a click; in production, or on a device that is not one's own, with a session that is there already. */
  static async signsIn(app: Place, name: string, device?: { use: DeviceUse | null }): Promise<Person> {
    if (device || app.config?.demonstration === false) return Person.isSignedIn(app as TestApp, name, device);
    const { people } = (await (await fetch(`${app.url}/v1/demonstration`)).json()) as { people: Listed[] };
    const found = people.find((each) => each.name === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    const person = new Person(app, found.id, name);
    const signedIn = await fetch(`${app.url}/v1/demonstration/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ person: found.id }),
    });
    expect(signedIn.status).toBe(204);
    person.cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
    expect(person.cookie).toContain(cookieName(found.id));
    return person.withKey();
  }

  private static async isSignedIn(app: TestApp, name: string, device?: { use: DeviceUse | null }): Promise<Person> {
    const person = new Person(app, await app.personId(name), name);
    person.cookie = await app.session(name, device);
    return person.withKey();
  }

  /** At a browser that is signed in already; connects, and registers a device key. */
  static async withCookie(app: TestApp, name: string, cookie: string): Promise<Person> {
    const person = new Person(app, await app.personId(name), name);
    person.cookie = cookie;
    await person.withKey();
    await person.connects();
    await person.registers();
    return person;
  }

  private async withKey(): Promise<this> {
    const pair = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256', extractable: true });
    this.key = pair.privateKey;
    const { kty, crv, x, y } = await exportJWK(pair.publicKey);
    this.publicKey = { kty, crv, x, y } as DeviceKey;
    return this;
  }

  async token(): Promise<string> {
    const headers = { cookie: this.cookie, 'x-seintje-part': this.id };
    const response = await fetch(`${this.app.url}/v1/session/token`, { method: 'POST', headers });
    expect(response.status).toBe(200);
    return ((await response.json()) as { token: string }).token;
  }

  /** @param token a fresh one where left out */
  async connects(token?: string): Promise<void> {
    const { url } = this.app;
    this.socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token: token ?? (await this.token()) },
      extraHeaders: { origin: url },
    });
    this.socket.onAny((event: keyof ServerToClientEvents, payload: unknown, ...rest: unknown[]) => {
      if (event === 'signal:alert' || event === 'signal:changed' || event === 'signal:gone') this.keep(rest[0] as Receipt | null);
      const answer = rest.find((each) => typeof each === 'function') as (() => void) | undefined;
      this.hear({ event, payload }, answer);
    });
    await new Promise<void>((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
  }

  /** Ends the session behind this browser: its sockets close and its device no longer counts. */
  async signsOut(): Promise<void> {
    const headers = { cookie: this.cookie, 'x-seintje-part': this.id };
    await fetch(`${this.app.url}/v1/session`, { method: 'DELETE', headers });
  }

  /** The server has closed the socket. */
  async isGone(): Promise<void> {
    if (this.socket.connected) await new Promise<void>((resolve) => this.socket.once('disconnect', () => resolve()));
  }

  leaves(): void {
    this.socket?.disconnect();
  }

  async registers(): Promise<void> {
    const answer = await this.says('device:register', { key: this.publicKey });
    this.device = ok(answer).device;
  }

  /** "Ik ben er vandaag": reads what only this device's key can read. */
  async checksIn(): Promise<void> {
    const { challenge } = ok(await this.says('presence:challenge', { device: this.device }));
    ok(await this.says('presence:check-in', { device: this.device, proof: await this.reads(challenge) }));
  }

  /** What a challenge asks for, base64url. */
  async reads(challenge: string): Promise<string> {
    return Buffer.from((await compactDecrypt(challenge, this.key)).plaintext).toString('base64url');
  }

  /** Gives a command and waits for its acknowledgement. */
  says<C extends CommandName>(command: C, payload: Payload<C>): Promise<AnswerTo<C>> {
    return new Promise((resolve) => {
      (this.socket.emit as (command: C, payload: Payload<C>, answer: (answer: AnswerTo<C>) => void) => void)(
        command,
        payload,
        resolve,
      );
    });
  }

  /** The next thing heard of this kind, or the last one that nobody has waited for. */
  hears<E extends keyof ServerToClientEvents>(
    event: E,
    which: (payload: never) => boolean = () => true,
  ): Promise<Parameters<ServerToClientEvents[E]>[0]> {
    const test = (heard: Heard) => heard.event === event && which(heard.payload as never);
    const heard = event === 'presence:changed' ? this.presence : this.heard;
    const already = heard.findIndex(test);
    const found =
      already >= 0
        ? Promise.resolve(heard.splice(already, 1)[0]!)
        : new Promise<Heard>((resolve) => this.waiting.push({ test, resolve }));
    return found.then(({ payload }) => payload as Parameters<ServerToClientEvents[E]>[0]);
  }

  /** Nothing reached this page: a round trip later, so that whatever was under way would have come. */
  async hasHeardNothing(): Promise<void> {
    await this.says('session:renew', { token: await this.token() });
    expect(this.heard).toEqual([]);
  }

  async inbox(): Promise<Inbox> {
    const inbox = ok(await this.says('inbox', {}));
    for (const receipt of inbox.receipts) this.keep(receipt);
    return inbox;
  }

  /** After a restart, at the same browser. */
  async comesBack(): Promise<void> {
    this.leaves();
    for (const [id, receipt] of this.receipts) this.owed.set(id, receipt);
    this.receipts.clear();
    await this.connects();
    await this.registers();
  }

  /** What became of what they keep of a signal. */
  async givesBack(id: string, state = (this.owed.get(id) ?? this.receipts.get(id))!.state): Promise<string> {
    const answer = await this.says('signal:restore', { state });
    return answer.ok ? (answer.outcome ?? 'ok') : answer.code;
  }

  async finds(query: string): Promise<SchoolFound> {
    const { schools } = ok(await this.says('schools:find', { query }));
    return schools[0]!;
  }

  /** The sender sends; resolves with the signal's id. */
  async sends(content: Content, school: string, { drill = false } = {}): Promise<string> {
    const signal = await prepared(content, await this.finds(school), drill);
    ok(await this.says('signal:send', signal));
    return signal.id;
  }

  /** A contact starts a drill at a school of their own, by its code; resolves with its id. */
  async startsDrill(content: Content, school: string): Promise<string> {
    const { schools } = ok(await this.says('drill:schools', {}));
    const { drill: _, ...signal } = await prepared(
      content,
      schools.find(({ code }) => code === school)!,
    );
    ok(await this.says('drill:send', signal));
    return signal.id;
  }

  /** A contact opens and says that it could be read. */
  async opens(id: string, school: string): Promise<Content> {
    const { sealed } = ok(await this.says('signal:open', { id, device: this.device }));
    const content = await open(sealed, id, { school }, this.device, this.key);
    ok(await this.says('signal:read', { id }));
    return content;
  }

  /** Another contact takes an opened signal from whoever follows it. */
  async takesOver(id: string, school: string): Promise<Content> {
    const { sealed } = ok(await this.says('signal:take-over', { id, device: this.device }));
    return open(sealed, id, { school }, this.device, this.key);
  }

  async listsTeachers(id: string): Promise<TeacherFound[]> {
    return ok(await this.says('teachers:list', { id })).teachers;
  }

  /** @param instead the teacher who must let go of their copy for it */
  async passesOn(id: string, content: Content, teacherName: string, instead: Person | null = null): Promise<void> {
    ok(await this.says('signal:pass-on', await this.preparesCopy(id, content, teacherName, instead)));
  }

  async preparesCopy(
    id: string,
    content: Content,
    teacherName: string,
    instead: Person | null = null,
  ): Promise<Payload<'signal:pass-on'>> {
    const teacher = (await this.listsTeachers(id)).find(({ name }) => name === teacherName)!;
    const sealed = await seal(content, id, { teacher: teacher.person }, teacher.devices);
    const group = teacher.groups[0]?.name ?? null;
    return { id, teacher: teacher.person, group, instead: instead?.id ?? null, sealed };
  }

  async opensCopy(id: string): Promise<Content> {
    const { sealed } = ok(await this.says('copy:open', { id, device: this.device }));
    return open(sealed, id, { teacher: this.id }, this.device, this.key);
  }

  /** What this person sees of a signal now. */
  async sees(id: string, as?: View['as']): Promise<View | undefined> {
    return (await this.inbox()).views.find((view) => view.id === id && (as === undefined || view.as === as));
  }

  private keep(receipt: Receipt | null): void {
    if (receipt) this.receipts.set(receipt.id, receipt);
  }

  private hear(heard: Heard, answer?: () => void): void {
    if (this.answers) answer?.();
    const at = this.waiting.findIndex(({ test }) => test(heard));
    if (at >= 0) this.waiting.splice(at, 1)[0]!.resolve(heard);
    else (heard.event === 'presence:changed' ? this.presence : this.heard).push(heard);
  }
}

/** The positive acknowledgement, or the test fails saying which code came. */
export function ok<A extends { ok: boolean }>(answer: A): Extract<A, { ok: true }> {
  expect(answer).toMatchObject({ ok: true });
  return answer as Extract<A, { ok: true }>;
}

/** The negative acknowledgement: a code and nothing else. */
export const refused = (code: string) => ({ ok: false, code });

/** What a sender's page says once it has looked the school up: an id of its own, sealed to the devices that it was told. */
export async function prepared(
  content: Content,
  school: SchoolFound,
  drill = false,
  id: string = randomUUID(),
): Promise<Payload<'signal:send'>> {
  return { id, school: school.code, drill, sealed: await seal(content, id, { school: school.code }, school.devices) };
}
