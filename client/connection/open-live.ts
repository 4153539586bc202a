import { signal } from '@preact/signals';
import type { Me } from '../../src/contract/index.js';
import { deviceKey, forgetDeviceKey } from '../keys/device-key.js';
import { Clock } from './clock.js';
import { Counts } from './counts.js';
import { Copies } from './copies.js';
import { Link } from './link.js';
import type { Live } from './live.js';
import { Outbox, sealToSchool } from './outbox.js';
import { askBeforeLeaving, onDoing, onDoubt, rendered } from './page.js';
import { Standing } from './standing.js';
import { Tokens } from './tokens.js';
import { Views } from './views.js';
import { type Dial, dialServer, type Heard, PATIENCE } from './wire.js';

/** Between two attempts to sign out, in milliseconds. */
const AGAIN = 3_000;

/** What a page's connection needs of the world; tests bring their own. */
export interface World {
  /** Whose page this is: the name that the session's cookie and the device key go by. */
  part: string;
  dial?: Dial;
  fetch?: typeof globalThis.fetch;
  device?: typeof deviceKey;
}

/** Opens the one connection of a page, and keeps it up until the person signs out. */
export function openLive({ part, dial = dialServer, fetch = window.fetch.bind(window), device = deviceKey }: World): Live {
  const clock = new Clock(() => void link.check());
  const standing = new Standing(clock);
  const tokens = new Tokens(part, clock, fetch);
  const counts = new Counts(tokens, fetch);
  const views = new Views();
  const outbox = new Outbox(clock);
  const me = signal<Me | null>(null);
  const serverStartedAt = signal<number | null>(null);

  // Made once there is a session, not before.
  let own: ReturnType<typeof deviceKey> | undefined;
  const ownDevice = () => (own ??= device(part));

  const heard: Heard = {
    changed(view) {
      views.put(view, clock.now());
      outbox.settle([view]);
    },
    alert(view, arrived) {
      heard.changed(view);
      void rendered(clock).then(() => arrived());
    },
    gone(gone) {
      if (gone.as === 'sender') outbox.drop(gone.id);
      views.gone(gone, clock.now());
    },
    ending: () => tokens.drop(),
    alive: () => standing.alive(),
    closed: () => link.closed(),
  };
  const wire = dial(heard);

  async function refresh(within: number): Promise<boolean> {
    const askedAt = clock.local();
    views.expect();
    const inbox = await wire.ask('inbox', {}, within);
    if (!inbox.ok) return false;
    clock.learn(inbox.now, askedAt);
    me.value = inbox.me;
    serverStartedAt.value = inbox.startedAt;
    if (views.replace(inbox, clock.now())) standing.restarted();
    outbox.settle(inbox.views);
    return true;
  }

  async function greet(): Promise<boolean> {
    const registered = await wire.ask('device:register', { key: (await ownDevice()).key });
    if (!registered.ok) return false;
    return (await outbox.flush(wire.ask)) && refresh(PATIENCE);
  }

  function signedOut(): void {
    views.clear();
    outbox.clear();
    me.value = null;
    void forgetDeviceKey(part);
  }

  const link: Link = new Link({ wire, tokens, clock, standing, greet, refresh, signedOut });
  const { ask } = link;
  const viewsOf = (id: string) => views.views.value.filter((view) => view.id === id);
  const copies = new Copies(ask, ownDevice, viewsOf, () => me.value?.person ?? '');

  clock.ticking.subscribe((now) => {
    views.wipe(now);
    outbox.wipe(now);
    standing.tick();
    void link.tick();
  });
  onDoubt(() => void link.check());
  onDoing(() => standing.noticed());
  askBeforeLeaving(outbox.size);
  void link.run();

  return {
    status: standing.status,
    me,
    views: views.views,
    farewells: views.farewells,
    serverStartedAt,
    now: clock.ticking,

    findSchools: (query) => ask('schools:find', { query }),
    async send(content, school, drill) {
      const answer = await outbox.send(ask, content, school, drill);
      if (answer.ok) heard.changed(answer.view);
      return answer.ok ? { ok: true, id: answer.id } : answer;
    },
    withdraw: (id) => outbox.withdraw(ask, id),
    called: (id) => ask('signal:called', { id }),
    drillSchools: () => ask('drill:schools', {}),
    async drill(content, { code, devices }) {
      if (devices.length === 0) return { ok: false, code: 'no-living-key' };
      const id = crypto.randomUUID();
      return ask('drill:send', { id, school: code, sealed: await sealToSchool(content, id, code, devices) });
    },
    open: (id, as) => copies.open(id, as),
    takeOver: (id) => copies.takeOver(id),
    handBack: (id) => ask('signal:hand-back', { id }),
    listTeachers: (id) => ask('teachers:list', { id }),
    passOn: (id, teacher, group, instead) => copies.passOn(id, teacher, group, instead),
    told: (id) => ask('signal:told', { id }),
    coming: (id, teacher) => ask('signal:coming', { id, teacher }),
    parents: (id, person) => ask('signal:parents', { id, person }),
    informed: (id, as) => ask(as === 'recipient' ? 'signal:informed' : 'copy:informed', { id }),
    returnToSender: (id) => ask('signal:return', { id }),
    complete: (id) => ask('signal:complete', { id }),
    know: (id) => ask('signal:know', { id }),
    confer: (id) => ask('signal:confer', { id }),
    getCounts: () => counts.get(),
    countsCsv: () => counts.csv(),
    dismiss: (farewell) => views.dismiss(farewell),
    retry: () => void link.check(),
    async signOut() {
      link.end();
      // Everything here is gone at once; the server has to be told, however long that takes.
      while (!(await tokens.end())) await new Promise<void>((again) => clock.after(AGAIN, again));
    },
  };
}
