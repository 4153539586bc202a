// In the server's process, before anything else: tells on request how long the event loop stood still, and how much memory it has.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
let most = 0;
setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20).unref();
process.on('message', (what) => {
  if (what === 'begin') {
    delay.reset();
    most = process.memoryUsage.rss();
  }
  process.send({ block: delay.max / 1e6, rss: process.memoryUsage.rss() / 2 ** 20, most: most / 2 ** 20 });
});
process.channel.unref();
