import { expect, test } from '@jest/globals';
import { Nodes } from '../../../src/nodes/index.js';
import { FakeClock } from '../../support/fake-clock.js';

test('[R-NODES-10] what nothing else makes good is told again, of the last minute, in order; nothing else is', async () => {
  const clock = new FakeClock(0);
  const nodes = new Nodes(clock);
  const sent: unknown[] = [];
  nodes.tell('moved', 'before anybody listens');
  nodes.connect({ send: (told) => sent.push((told as { message: unknown }).message), receive: () => {} });
  nodes.tell('moved', 'more than a minute ago');
  await clock.pass(1);
  nodes.tell('moved', 'a minute ago');
  await clock.pass(60_000);
  nodes.tell('here', { person: 'somebody', isHere: true });
  nodes.tell('beat', 'everybody');
  nodes.tell('announced', { notice: {}, receipt: null });
  nodes.tell('revoked', { id: 'an end', what: 'session', of: [] });
  nodes.tell('news', { person: 'somebody', isShared: true });
  sent.splice(0);
  nodes.tellAgain();
  expect(sent).toEqual(['a minute ago', { person: 'somebody', isShared: true }]);
});
