import { afterAll, afterEach } from '@jest/globals';
import { takeUnexpected } from './expect-console.js';

// Nothing personal in a log line: output that a test did not expect fails that test.
const check = () => {
  const lines = takeUnexpected();
  if (lines.length > 0) throw new Error(`Unexpected or missing console output:\n${lines.join('\n')}`);
};

afterEach(check);
afterAll(check);
