import './node-version.mjs';

// The server runs in this very process: a signal reaches it, and nothing is left behind.
import('./ensure.mjs')
  .then(({ ensure }) => ensure())
  .then(() => import('../dist/server/main.js'))
  .catch((error) => {
    console.error(`Seintje: ${error.sentence || error.message}`);
    process.exit(1);
  });
