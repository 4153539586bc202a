import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Hours, phase } from '../../src/contract/index.js';
import { SchoolChanges, Schools } from '../../src/directory/index.js';
import { withBystanders } from '../support/bystanders.js';
import { at } from '../support/fake-clock.js';
import { of } from '../support/news.js';
import { ok, type Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { PushService, type WokenBrowser } from '../support/push-service.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';

const service = await PushService.start();
afterAll(() => service.close());

// Each begins on a Friday evening of its own, later than the one before. A page whose token has ended is closed, and comes back.
describe('what people see as the hours go by', () => {
  const context = withApp({ now: at('2027-01-08 18:00'), env: { PUSH_HOSTS: service.host } });
  withBystanders(context, { beyondAmber: true });
  const goTo = (local: string) => context.app.clock.goTo(at(local));
  const changes = () => context.app.get(SchoolChanges);

  let petra: Person;
  let telephone: WokenBrowser;
  let karin: Person;

  /** A Friday evening: a contact has gone home with her telephone, the sender sends one more and goes home too. */
  async function fridayEvening(local: string): Promise<string> {
    await goTo(local);
    petra = await context.arrives('Petra van Dam');
    telephone = service.browser();
    ok(await petra.says('push:subscribe', telephone.subscription));
    petra.heard.splice(0);
    karin = await context.arrives('Karin de Graaf');
    return karin.sends(madeUpPupil(), LINDE);
  }

  const phaseFor = async (person: Person, id: string) => phase((await person.sees(id))!, context.app.clock.now());
  async function comesBack(person: Person): Promise<void> {
    person.leaves();
    await person.connects();
  }
  /** Nothing of it is heard anywhere in the school until then. */
  async function isQuietUntil(local: string, id: string): Promise<void> {
    await goTo(local);
    await comesBack(petra);
    expect(await phaseFor(petra, id)).toBe('scheduled');
    expect([petra.heard.filter(({ event }) => event === 'signal:alert'), telephone.woken]).toEqual([[], []]);
  }
  async function isHeardAt(local: string, id: string): Promise<void> {
    await goTo(local);
    await petra.hears('signal:alert', of(id, 'contact'));
    await telephone.isWoken();
    expect(await phaseFor(petra, id)).toBe('quiet');
  }

  let usual: { hours: Hours };
  beforeEach(async () => {
    usual = (await context.app.get(Schools).byCode(LINDE))!;
  });
  afterEach(async () => {
    const { name, place, sector, phone } = (await context.app.get(Schools).byCode(LINDE))!;
    await changes().edit(LINDE, { name, place, sector, phone, hours: usual.hours });
    await changes().holidays(LINDE, []);
    // What still waits wakes nobody any more.
    await petra.signsOut();
  });

  test('[R-PHASE-1] a Friday evening stays quiet, the weekend too; on Monday the window opens, and it is heard and woken', async () => {
    const id = await fridayEvening('2027-01-08 19:00');
    for (const quiet of ['2027-01-08 19:05', '2027-01-09 12:00', '2027-01-11 07:29']) await isQuietUntil(quiet, id);
    await isHeardAt('2027-01-11 07:30', id);
    await goTo('2027-01-11 07:32');
    expect(await phaseFor(petra, id)).toBe('repeat');
  });

  test('[R-PHASE-1] a holiday in between is skipped: nothing on that Monday, all of it on Tuesday', async () => {
    await changes().holidays(LINDE, [{ first: '2027-01-18', last: '2027-01-18', name: 'Studiedag' }]);
    const id = await fridayEvening('2027-01-15 19:00');
    for (const quiet of ['2027-01-18 07:30', '2027-01-18 15:30', '2027-01-19 07:29']) await isQuietUntil(quiet, id);
    await isHeardAt('2027-01-19 07:30', id);
  });

  test('[R-PHASE-1] where the bell is earlier that day, so is the window, and so is the time to call', async () => {
    const { name, place, sector, phone, hours } = (await context.app.get(Schools).byCode(LINDE))!;
    await changes().edit(LINDE, { name, place, sector, phone, hours: { ...hours, 1: { bell: '07:50', end: '14:00' } } });
    const id = await fridayEvening('2027-01-22 19:00');
    await isQuietUntil('2027-01-25 06:49', id);
    await isHeardAt('2027-01-25 06:50', id);
    // One that is sent late is called about a quarter of an hour before that bell, not before the usual one.
    await goTo('2027-01-25 07:31');
    karin = await context.arrives('Karin de Graaf');
    const late = await karin.sends(madeUpPupil(), LINDE);
    const phases = [];
    for (const minute of ['07:32', '07:33', '07:34', '07:35']) {
      await goTo(`2027-01-25 ${minute}`);
      phases.push(await phaseFor(karin, late));
    }
    expect(phases).toEqual(['quiet', 'repeat', 'repeat', 'call']);
  });

  test('[R-PHASE-1] [R-VIEW-4] the sender has gone home: on Monday a colleague sees amber, and calls; she finds it afterwards', async () => {
    const id = await fridayEvening('2027-01-29 19:00');
    karin.leaves();
    await goTo('2027-02-01 07:29');
    await comesBack(petra);
    const [mo, anja] = [await context.arrives('Mo Benali'), await context.arrives('Anja Terpstra')];
    await isHeardAt('2027-02-01 07:30', id);
    expect(await mo.sees(id)).toBeUndefined();
    await goTo('2027-02-01 07:35');
    await mo.hears('signal:changed', of(id, 'colleague'));
    expect(await phaseFor(mo, id)).toBe('amber');
    await goTo('2027-02-01 07:38');
    expect(await phaseFor(mo, id)).toBe('call');
    ok(await mo.says('signal:called', { id }));
    expect(await phaseFor(mo, id)).toBe('called');
    await petra.opens(id, LINDE);
    expect(await phaseFor(mo, id)).toBe('settled');
    karin = await context.arrives('Karin de Graaf');
    expect(await karin.sees(id)).toMatchObject({ as: 'sender', progress: 'opened', calledAt: at('2027-02-01 07:38') });
    await anja.hasHeardNothing();
  });
});
