import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../support/person.js';
import { ok } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { PushService, type WokenBrowser } from '../support/push-service.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const service = await PushService.start();

describe('browsers that are woken', () => {
  const context = withApp({ env: { PUSH_HOSTS: service.host } });
  afterEach(() => expect(service.faults).toEqual([]));
  afterAll(() => service.close());

  /** Somebody whose browser can be woken; their page is open. */
  async function wakeable(name: string): Promise<{ person: Person; browser: WokenBrowser }> {
    const person = await context.arrives(name);
    const browser = service.browser();
    ok(await person.says('push:subscribe', browser.subscription));
    return { person, browser };
  }

  test('[R-PUSH-1] are those of everybody who is alerted, connected or not', async () => {
    const karin = await context.arrives('Karin de Graaf');
    const [petra, hans] = [await wakeable('Petra van Dam'), await wakeable('Hans Willems')];
    hans.person.leaves();
    await karin.sends(madeUpPupil(), LINDE);
    const [first] = await petra.browser.isWoken();
    const [second] = await hans.browser.isWoken();
    expect(first!.plaintext).toEqual(second!.plaintext);
  });
});
