import { computed, signal } from '@preact/signals';
import type { DeviceUse, Inbox, Me, PublishedCounts, View } from '../../src/contract/index.js';
import { deviceKey, forgetDeviceKey, type OwnDevice } from '../keys/device-key.js';
import { Clock, type Machine } from './clock.js';
import { Copies } from './copies.js';
import { type Ended, Greeting } from './greeting.js';
import { KeptCopies } from './kept-copies.js';
import { Link } from './link.js';
import type { Live } from './live.js';
import { Mending } from './mending.js';
import { News } from './news.js';
import { Outbox, sealToSchool } from './outbox.js';
import { askBeforeLeaving, onDoing, onDoubt, rendered } from './page.js';
import { Reachable } from './reachable.js';
import { Receipts } from './receipts.js';
import { Rest } from './rest.js';
import { Standing } from './standing.js';
import { OWN, type SignedOut, SomebodyElse, Tokens, Unreachable } from './tokens.js';
import { Views } from './views.js';
import { type Dial, dialServer, type Heard, PATIENCE } from './wire.js';

/** Between two attempts to sign out, in milliseconds. */
const AGAIN = 3_000;

/** What a page's connection needs of the world; tests bring their own. */
export interface World {
  /** Whose page this is: the name that the session's cookie and the device key go by. */
  part: string;
  /** The key that the server wakes browsers with; null or left out: it wakes none. */
  pushKey?: string | null;
  dial?: Dial;
  fetch?: typeof globalThis.fetch;
  device?: typeof deviceKey;
  machine?: Machine;
}

/** Opens the one connection of a page, and keeps it up until the person signs out. */
export function openLive(world: World): Live {
  const { part, pushKey = null, dial = dialServer, fetch = window.fetch.bind(window), device = deviceKey, machine } = world;
  const clock = new Clock(() => void link.check(), machine);
  const standing = new Standing(clock);
  const tokens = new Tokens(part, clock, fetch);
  const rest = new Rest(part, fetch, tokens);
  const views = new Views();
  const receipts = new Receipts();
  const outbox = new Outbox(clock, receipts);
  const kept = new KeptCopies(views.views, views.farewells);
  const me = signal<Me | null>(null);
  const restartedAt = signal<number | null>(null);
  const signingOut = signal(0);
  const presence = signal(0);

  // Made once there is a session, and it is known who uses the device; not before.
  let own: { use: DeviceUse | null; device: Promise<OwnDevice> } | undefined;
  function ownDevice(): Promise<OwnDevice> {
    const { use } = tokens;
    if (own?.use !== use) own = { use, device: device(part, use === 'own') };
    return own.device;
  }

  function show(view: View): void {
    views.put(view, clock.now());
    outbox.settle([view]);
  }

  const heard: Heard = {
    changed: (view, receipt) =>
      greeting.hear(() => {
        receipts.put(receipt, clock.now());
        show(view);
      }),
    alert(view, receipt, arrived) {
      heard.changed(view, receipt);
      greeting.hear(() => void rendered(clock).then(() => arrived()));
    },
    gone: (gone, receipt) =>
      greeting.hear(() => {
        if (receipt) receipts.put(receipt, clock.now());
        else receipts.drop(gone.id);
        // What the server lost is not lost where it can be sent again.
        if (gone.as === 'sender' && gone.outcome !== 'lost') outbox.drop(gone.id);
        views.gone(gone, clock.now(), receipt?.version);
      }),
    wanted: (wanted) => greeting.hear(() => mending.one(wanted)),
    news: (told) => news.put(told),
    presence: () => void (presence.value += 1),
    ending(why) {
      if (why?.reason === 'restarting') link.comeBack(why.backIn);
      else tokens.drop();
    },
    alive: () => standing.alive(),
    closed() {
      greeting.anew();
      link.closed();
    },
  };
  const wire = dial(heard);
  const greeting = new Greeting({ ask: wire.ask, clock, receipts, outbox, expect: () => views.expect(), apply });

  function apply(inbox: Inbox, askedAt: number, ended: Ended): void {
    clock.learn(inbox.now, askedAt);
    me.value = inbox.me;
    news.put(inbox);
    restartedAt.value = inbox.restartedAt;
    for (const receipt of inbox.receipts) receipts.put(receipt, clock.now());
    if (views.replace(inbox, clock.now(), ended)) standing.restarted();
    outbox.settle(inbox.views);
    mending.all(inbox);
  }

  const refresh = (within: number) => greeting.exchange(within, false);

  async function greet(): Promise<boolean> {
    greeting.anew();
    if (tokens.use !== 'own') void forgetDeviceKey(part);
    if (tokens.use !== 'board') {
      const registered = await wire.ask('device:register', { key: (await ownDevice()).key });
      if (!registered.ok) return false;
    }
    const isUp = await greeting.exchange(PATIENCE, true);
    // What was told meanwhile was not heard.
    if (isUp) heard.presence();
    return isUp;
  }

  async function undecided(): Promise<void> {
    // A key that is there was somebody else's, and so is what wakes this browser.
    own = undefined;
    await forgetDeviceKey(part);
    reachable.forget();
    const known = await rest.get<Me>('/v1/me');
    if (!known.ok) throw new Unreachable();
    me.value = known.body;
    standing.undecided();
    // The next one says whether it was decided meanwhile.
    tokens.drop();
  }

  function signedOut(why?: SignedOut): void {
    views.clear();
    outbox.clear();
    receipts.clear();
    kept.clear();
    news.clear();
    me.value = null;
    // The key of whoever is signed in here now is not ours to forget.
    if (why instanceof SomebodyElse) return;
    void forgetDeviceKey(part);
    reachable.forget();
  }

  const link: Link = new Link({ wire, tokens, clock, standing, greet, refresh, undecided, signedOut });
  const { ask } = link;
  const news = new News(ask, clock.ticking);
  const viewsOf = (id: string) => views.views.value.filter((view) => view.id === id);
  const copies = new Copies({ ask, clock, device: ownDevice, viewsOf, person: () => me.value?.person ?? '', kept });
  const mayRead = () => tokens.use !== 'board' && !news.awaitsApproval.value;
  const mending = new Mending({ clock, link, copies, outbox, mayRead });
  const reachable = new Reachable({
    ...{ ask, clock, me, pushKey, device: ownDevice, today: news.today, status: standing.status, views: views.views },
    refresh: () => refresh(PATIENCE),
    doubted: () => void link.check(),
    isAlone: part === OWN,
  });

  clock.ticking.subscribe((now) => {
    views.wipe(now);
    if (standing.isGood) views.giveUp(now);
    outbox.wipe(now);
    receipts.wipe(now);
    standing.tick();
    void link.tick();
  });
  onDoubt(() => void link.check());
  onDoing(() => standing.noticed());
  askBeforeLeaving(outbox.size);
  askBeforeLeaving(signingOut);
  void link.run();

  return {
    status: standing.status,
    me,
    views: views.views,
    farewells: views.farewells,
    restartedAt,
    now: clock.ticking,
    newDevices: news.newDevices,
    awaitsApproval: news.awaitsApproval,
    announcements: news.announcements,
    today: news.today,
    presence,
    canRead: reachable.check.canRead,
    notifying: reachable.push.state,
    screenStaysOn: reachable.screen.staysOn,
    awaitsProof: outbox.awaitsProof,

    holds: computed(() => ({ contents: outbox.size.value, copies: kept.size.value, receipts: receipts.size.value })),
    memory: () => ask('memory', {}),

    rest,
    async decide(use) {
      const answer = await rest.put('/v1/session/use', { use });
      tokens.drop();
      if (answer.ok && me.value) {
        // What it was is not shown any longer, however long the connection takes.
        me.value = { ...me.value, use };
        standing.begin();
      }
      void link.check();
      return answer;
    },
    async proven() {
      await outbox.flush(ask);
      await refresh(PATIENCE);
    },
    approveDevice: (session) => news.answer('device:approve', session),
    refuseDevice: (session) => news.answer('device:refuse', session),
    seen: (id) => news.seen(id),
    checkIn: () => reachable.checkIn(),
    async absent() {
      const answer = await ask('presence:absent', {});
      if (answer.ok) await refresh(PATIENCE);
      return answer;
    },
    turnOnNotifications: () => reachable.push.turnOn(),
    turnOffNotifications: () => reachable.push.turnOff(),
    tryNotification: () => reachable.push.tryOut(),

    findSchools: (query) => ask('schools:find', { query }),
    schoolsReach: () => ask('schools:reach', {}),
    async send(content, school, drill) {
      const answer = await outbox.send(ask, content, school, drill);
      if (answer.ok) show(answer.view);
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
    handBack: (id) => mending.end('signal:hand-back', id),
    listTeachers: (id) => ask('teachers:list', { id }),
    passOn: (id, teacher, group, instead) => copies.passOn(id, teacher, group, instead),
    told: (id) => ask('signal:told', { id }),
    coming: (id, teacher) => ask('signal:coming', { id, teacher }),
    parents: (id, person) => ask('signal:parents', { id, person }),
    informed: (id, as) => ask(as === 'recipient' ? 'signal:informed' : 'copy:informed', { id }),
    returnToSender: (id) => ask('signal:return', { id }),
    complete: (id) => mending.end('signal:complete', id),
    know: (id) => ask('signal:know', { id }),
    confer: (id) => ask('signal:confer', { id }),
    async getCounts() {
      const answer = await rest.get<PublishedCounts>('/v1/counts');
      return answer.ok ? { ok: true, counts: answer.body } : answer;
    },
    async countsCsv() {
      const answer = await rest.file('/v1/counts.csv');
      return answer.ok ? { ok: true, csv: answer.body } : answer;
    },
    dismiss: (farewell) => views.dismiss(farewell),
    retry: () => void link.check(),
    async signOut() {
      link.end();
      // Everything here is gone at once; the server has to be told, however long that takes.
      signingOut.value = 1;
      standing.signedOut(true);
      while (!(await tokens.end())) await new Promise<void>((again) => clock.after(AGAIN, again));
      signingOut.value = 0;
      standing.signedOut();
    },
  };
}
