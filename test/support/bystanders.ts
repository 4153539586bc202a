import { afterEach, beforeEach, expect } from '@jest/globals';
import { Person } from './person.js';
import type { withApp } from './start-app.js';

interface Bystanders {
  /** After a restart. */
  comeBack(): Promise<void>;
}

/** Whom no signal for OBS De Linde concerns. */
const ELSEWHERE = ['Sjoerd Hoekstra', 'Iris de Wit', 'Femke Ooms', 'Gerda Wolters'];
/** Another sender of the organisation, whom it does not concern before amber. */
const OTHER_SENDER = 'Mo Benali';

/**
 * A contact of another school, another teacher of the same school, an administrator, somebody of the other organisation and
 * another sender: they listen to everything in every test of the file, until their tokens end, and have heard nothing.
 */
export function withBystanders(context: ReturnType<typeof withApp>, { beyondAmber = false } = {}): Bystanders {
  let people: Person[];
  beforeEach(async () => {
    people = [];
    for (const name of beyondAmber ? ELSEWHERE : [...ELSEWHERE, OTHER_SENDER])
      people.push(await Person.arrives(context.app, name));
  });
  afterEach(async () => {
    for (const person of people) {
      if (person.socket.connected) await person.hasHeardNothing();
      expect(person.heard.filter(({ event }) => event !== 'session:ending')).toEqual([]);
      person.leaves();
    }
  });
  return {
    async comeBack() {
      for (const person of people) await person.comesBack();
    },
  };
}
