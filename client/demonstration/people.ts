import type { Role } from '../../src/contract/index.js';

/** One of the made-up people, as `GET /v1/demonstration` lists them. */
export interface Person {
  id: string;
  name: string;
  organisation: { id: string; name: string };
  roles: (Role & { schoolName: string | null })[];
}

/** Three people who can pass one signal on: ids of people. */
export interface Trio {
  sender: string;
  recipient: string;
  teacher: string;
}

export interface Demonstration {
  people: Person[];
  /** Null where no school has everybody that it takes. */
  stage: Trio | null;
}

/** @throws where the server does not answer, or runs no demonstration */
export async function fetchDemonstration(): Promise<Demonstration> {
  const response = await fetch('/v1/demonstration', { cache: 'no-store' });
  if (!response.ok) throw new Error('no demonstration');
  return (await response.json()) as Demonstration;
}

/** Signs this browser in as one of the made-up people. @throws where the server does not answer or refuses */
export async function signIn(person: string): Promise<void> {
  const response = await fetch('/v1/demonstration/sessions', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ person }),
    credentials: 'same-origin',
  });
  if (!response.ok) throw new Error('not signed in');
}

export interface School {
  code: string;
  name: string;
  /** Its id. */
  organisation: string;
  people: { person: Person; title: string }[];
  /** Who could play one signal here; null where a part is missing. */
  trio: Trio | null;
}

/** The schools of the list in its order, each with its people and a trio. */
export function schoolsOf({ people, stage }: Demonstration): School[] {
  const schools = new Map<string, School>();
  for (const person of people) {
    for (const { school: code, schoolName, title } of person.roles) {
      if (!code) continue;
      const begun = { code, name: schoolName ?? code, organisation: person.organisation.id, people: [], trio: null };
      const school: School = schools.get(code) ?? begun;
      const member = school.people.find((one) => one.person === person);
      if (member) member.title += `, ${title}`;
      else school.people.push({ person, title });
      schools.set(code, school);
    }
  }
  for (const school of schools.values()) school.trio = trioOf(school, people, stage);
  return [...schools.values()];
}

/** The stage's own people where they are of this school, else the first who fit. */
function trioOf({ code, organisation }: School, people: Person[], stage: Trio | null): Trio | null {
  const pick = (role: Role['role'], preferred?: string, besides?: string) => {
    const able = people.filter(
      (person) =>
        person.id !== besides &&
        person.organisation.id === organisation &&
        person.roles.some((held) => held.role === role && (role === 'sender' || held.school === code)),
    );
    return (able.find(({ id }) => id === preferred) ?? able[0])?.id;
  };
  const sender = pick('sender', stage?.sender);
  const recipient = pick('recipient', stage?.recipient);
  const teacher = pick('teacher', stage?.teacher, recipient);
  return sender && recipient && teacher ? { sender, recipient, teacher } : null;
}
