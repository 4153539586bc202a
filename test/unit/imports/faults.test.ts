import { expect, test } from '@jest/globals';
import { schoolsIn } from './read.js';

test('[R-IMPORT-2] two hundred faults are named, and all are counted', async () => {
  const header = 'VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;TELEFOONNUMMER\n';
  const { faults, count } = await schoolsIn({ name: 'a.csv', content: `${header}${'99QA00;;Ee;0098;EE;\n'.repeat(300)}` });
  expect([faults.length, count]).toEqual([200, 599]);
});
