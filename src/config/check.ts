import 'reflect-metadata';
import { ConfigFaults, readConfig } from './config.js';

/** `npm run check:config`: every fault on a line of its own; exit code 1 where there is one. */
try {
  readConfig(process.env);
  process.stdout.write('The configuration is sound.\n');
} catch (error) {
  if (!(error instanceof ConfigFaults)) throw error;
  for (const fault of error.faults) process.stdout.write(`- ${fault}\n`);
  process.exitCode = 1;
}
