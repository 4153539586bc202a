import './node-version.mjs';

const isLan = process.argv.includes('--lan');

// The server runs in this very process: a signal reaches it, and nothing is left behind.
import('./ensure.mjs')
  .then(({ ensure }) => ensure())
  .then(() => (isLan ? import('./lan.mjs').then(({ overLan }) => overLan(process.env)) : null))
  .then(async (lan) => {
    await import('../dist/server/main.js');
    await lan?.open();
    if (lan) console.log(lan.advice);
  })
  .catch((error) => {
    console.error(`Seintje: ${error.sentence || error.message}`);
    process.exit(1);
  });
