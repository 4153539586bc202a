import { randomBytes, randomInt } from 'node:crypto';
import type { Content } from '../../src/sealed/index.js';

/** A pupil who does not exist: letters at random, so that a name found anywhere can only have come from this test. */
export function madeUpPupil(): Content {
  const word = () => [...randomBytes(9)].map((byte) => 'abcdefghijklmnopqrstuvwxyz'[byte % 26]).join('');
  const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);
  const year = randomInt(2012, 2022);
  const month = String(randomInt(1, 13)).padStart(2, '0');
  const day = String(randomInt(1, 29)).padStart(2, '0');
  return { name: `${capital(word())} van ${capital(word())}`, dateOfBirth: `${year}-${month}-${day}` };
}
