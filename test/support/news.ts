import type { Gone, View } from '../../src/contract/index.js';
import type { Person } from './person.js';

type Seen<As extends View['as']> = Extract<View, { as: As }>;

/** A view of one signal in one role, perhaps of a certain kind: for `Person.hears`. */
export function of<As extends View['as']>(id: string, as: As, which: (view: Seen<As>) => boolean = () => true) {
  return (view: View): boolean => view.id === id && view.as === as && which(view as Seen<As>);
}

/** What this page was told of a signal, and nobody has waited for. */
export function heardOf({ heard }: Person, id: string): unknown[] {
  return heard.filter(({ payload }) => (payload as View | Gone).id === id);
}

/** Everything that is under way has come, and is forgotten. */
export async function settle(...people: Person[]): Promise<void> {
  for (let round = 0; round < 2; round++) for (const person of people) await person.inbox();
  for (const { heard } of people) heard.splice(0);
}

/** What has come to them of this signal, a round trip later, that nobody has waited for. */
export async function overheard(id: string, ...people: Person[]): Promise<unknown[]> {
  for (const person of people) await person.inbox();
  return people.flatMap((person) => heardOf(person, id));
}
