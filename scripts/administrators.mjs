import './node-version.mjs';

import('./ensure.mjs')
  .then(({ ensure }) => ensure())
  .then(() => import('../dist/server/administrators.js'))
  .catch((error) => {
    console.error(`Seintje: ${error.sentence || error.message}`);
    process.exit(1);
  });
