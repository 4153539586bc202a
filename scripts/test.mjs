import { ensure, Failure } from './ensure.mjs';
import { run } from './run.mjs';
import { ensurePrograms } from './system.mjs';

const VM_MODULES = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const args = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const add = (tally) => Object.keys(total).forEach((key) => (total[key] += tally[key] ?? 0));

try {
  // The one waits for the network, the other for the processor.
  await Promise.all([ensure(), ensurePrograms()]);
  // Tests wait for processes and browsers; the checks take the processor meanwhile. Who names tests wants an answer about those.
  const isWhole = args.length === 0 && process.env.PROOF !== '1';
  await Promise.all([jest(), isWhole && check()]);
} catch (error) {
  console.error(error instanceof Failure ? `Seintje: ${error.sentence}` : error);
  add({ failed: 1 });
}

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function check() {
  add({ failed: (await run([process.execPath, 'scripts/check.mjs'], { shown: true })).code });
}

async function jest() {
  let tally = null;
  const command = [process.execPath, ...VM_MODULES, 'node_modules/jest/bin/jest.js', ...args];
  const { code } = await run(command, { shown: true, onMessage: (message) => (tally = message) });
  add(tally ?? {});
  // A run that breaks off, or finds no tests, has not passed.
  if (code !== 0 && !tally?.failed) add({ failed: 1 });
}
