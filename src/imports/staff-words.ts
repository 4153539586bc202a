import type { FileFaultCode, RoleName, Weekday } from '../contract/index.js';

/** What schools and municipalities call it, and what that makes somebody here. */
const ROLES: Record<string, { role: RoleName; title?: string }> = {
  directeur: { role: 'recipient' },
  'intern begeleider': { role: 'recipient' },
  ib: { role: 'recipient', title: 'intern begeleider' },
  zorgcoördinator: { role: 'recipient' },
  zorgcoordinator: { role: 'recipient', title: 'zorgcoördinator' },
  zoco: { role: 'recipient', title: 'zorgcoördinator' },
  leerkracht: { role: 'teacher' },
  mentor: { role: 'teacher' },
  docent: { role: 'teacher' },
  invaller: { role: 'teacher' },
  leerplichtambtenaar: { role: 'sender' },
  'medewerker veilig thuis': { role: 'sender' },
  zender: { role: 'sender' },
  beheerder: { role: 'administrator' },
};

/** What each role is called where somebody's own title does not say it. */
const PLAINLY: Record<RoleName, string> = {
  ...{ sender: 'zender', recipient: 'contactpersoon', teacher: 'leerkracht', administrator: 'beheerder' },
};

/** What somebody is called, with the role where that is not what it says: an administrator may be called anything. */
export function plainly({ role, title }: { role: RoleName; title: string }): string {
  const word = title.toLowerCase();
  const says = Object.entries(ROLES).some(([key, known]) => known.role === role && (known.title ?? key) === word);
  return says ? title : `${title} (${PLAINLY[role]})`;
}

const TITLE = /^[\p{L}\p{M}\p{N} .,'’/&-]{1,60}$/u;

/** Roles in the order in which they stand; the first word for each role is what the person is called. */
export function rolesIn(field: string, fault: (code: FileFaultCode) => void): Map<RoleName, string> {
  const roles = new Map<RoleName, string>();
  if (field === '') return roles;
  // Commas inside brackets belong to what somebody is called.
  for (const part of field.split(/,(?![^(]*\))/)) {
    const [, word = '', own] = /^([^()]*)(?:\(([^()]*)\))?$/.exec(part.trim()) ?? [];
    const key = word.trim().toLowerCase();
    const known = Object.hasOwn(ROLES, key) ? ROLES[key] : undefined;
    if (!known) fault('role');
    else if (own !== undefined && !TITLE.test(own.trim())) fault('title');
    else if (!roles.has(known.role) || key === 'directeur') roles.set(known.role, own?.trim() ?? known.title ?? key);
  }
  return roles;
}

const DAYS = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag'];

/** `ma-wo`, or `ma, do`, also in full; nothing: every school day. Null where it is neither. */
export function weekdaysIn(field: string): Weekday[] | null {
  if (field === '') return [1, 2, 3, 4, 5];
  const words = field
    .toLowerCase()
    .replace(/\s*[-–]\s*/g, '-')
    .split(/[\s,+]+|\ben\b/)
    .filter((word) => word !== '');
  const ranges = words.map((word) => word.split('-').map(numberOf));
  const isRange = ([first = 0, last = first, ...more]: number[]) => first > 0 && first <= last && more.length === 0;
  if (ranges.length === 0 || !ranges.every(isRange)) return null;
  const has = (day: number) => ranges.some(([first = 0, last = first]) => first <= day && day <= last);
  return ([1, 2, 3, 4, 5, 6, 7] as const).filter(has);
}

function numberOf(word: string): number {
  return DAYS.findIndex((day) => word === day || word === day.slice(0, 2)) + 1;
}
