import { expect, test } from '@jest/globals';
import { Browser } from '../support/browser.js';
import { withApp } from '../support/start-app.js';

const context = withApp({ production: true });

test('[R-CLIENT-4] signing out takes the cookie and what the pages kept, and nothing of other sites under the same domain', async () => {
  const browser = new Browser(context.app);
  browser.cookie = await context.app.session('Petra van Dam');
  await browser.token();
  const response = await browser.asks('DELETE', '/v1/session');
  expect(response.status).toBe(204);
  expect(response.headers.get('clear-site-data')).toBe('"cache", "storage"');
  expect(browser.cookie).toBe('');
  expect(await browser.refusal('POST', '/v1/session/token')).toBe('session-ended');
});
