import { afterAll, expect, test } from '@jest/globals';
import type { Config } from '../../../src/config/index.js';
import { readConfig } from '../../../src/config/index.js';
import type { PushSubscription, PushSubscriptions } from '../../../src/directory/index.js';
import type { Endings, News } from '../../../src/identity/index.js';
import { Log } from '../../../src/log/index.js';
import { Push } from '../../../src/push/index.js';
import { at, FakeClock } from '../../support/fake-clock.js';
import { PushService } from '../../support/push-service.js';

const service = await PushService.start();
afterAll(() => service.close());

/** As many as are asked at once, and those who wait for their turn. */
const AT_ONCE = 32;

test('[R-PUSH-8] a browser that waits for its turn is woken as its session is by then, or not at all', async () => {
  const browsers = Array.from({ length: AT_ONCE + 3 }, () => service.browser());
  const [ended, moved, stays] = browsers.slice(AT_ONCE) as [(typeof browsers)[0], (typeof browsers)[0], (typeof browsers)[0]];
  const elsewhere = service.browser();
  const stored = new Map(
    browsers.map(({ subscription }, at): [string, PushSubscription] => [
      String(at),
      { session: String(at), person: 'somebody', ...subscription },
    ]),
  );
  const subscriptions: Partial<PushSubscriptions> = {
    ofStaff: async () => [...stored.values()],
    ofSession: async (session) => stored.get(session) ?? null,
  };
  const config: Config = readConfig({ PUSH_HOSTS: service.host });
  const clock = new FakeClock(at('2027-01-11 08:00'));
  const log = new Log({ write: () => {} });
  const push = new Push(subscriptions as PushSubscriptions, {} as Endings, {} as News, clock, log, config);

  for (const browser of browsers.slice(0, AT_ONCE)) browser.answer = 'hang';
  const done = push.wake({ role: 'recipient', school: '99AA00', person: null, except: null });
  for (const browser of browsers.slice(0, AT_ONCE)) await browser.isWoken();
  expect([ended, moved, stays].map(({ woken }) => woken.length)).toEqual([0, 0, 0]);
  stored.delete(String(AT_ONCE));
  stored.set(String(AT_ONCE + 1), { session: String(AT_ONCE + 1), person: 'somebody', ...elsewhere.subscription });
  service.hangUp();
  await done;
  expect([ended, moved, stays, elsewhere].map(({ woken }) => woken.length)).toEqual([0, 0, 1, 1]);
});
