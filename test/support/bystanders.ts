import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { Person } from './person.js';
import type { withApp } from './start-app.js';

/** Whom no signal for OBS De Linde concerns; the last one is another sender, whom it does not concern before amber. */
const NAMES = ['Sjoerd Hoekstra', 'Iris de Wit', 'Femke Ooms', 'Gerda Wolters', 'Mo Benali'];

/**
 * A contact of another school, another teacher of the same school, an administrator, somebody of the other organisation and
 * another sender: they listen to everything in every test of the file, and after each test have heard nothing.
 */
export function withBystanders(context: ReturnType<typeof withApp>): void {
  const people: Person[] = [];
  beforeAll(async () => {
    for (const name of NAMES) people.push(await Person.arrives(context.app, name));
  });
  afterEach(async () => {
    for (const person of people) await person.hasHeardNothing();
  });
  afterAll(() => {
    for (const person of people) person.leaves();
  });
}
