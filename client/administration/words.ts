import type { Change, ChangeRequest, PersonFound } from '../../src/contract/index.js';
import { longDate } from '../words/times.js';
import { type Key, t } from '../words/words.js';

type Held = PersonFound['roles'][number];

/** "intern begeleider, OBS De Linde". */
export function roleName({ title, schoolName, school }: Held): string {
  return school === null ? title : t('role.at', { title, school: schoolName ?? school });
}

/** All roles of a person in one line. */
export function rolesLine({ roles }: PersonFound): string {
  return roles.length > 0 ? roles.map(roleName).join(' · ') : t('admin.role.none');
}

/** What keeps somebody out, or lets somebody in who should know of it; null: nothing. */
export function standingOf({ invitation, passkeys, accounts, sessions }: PersonFound): Key | null {
  if (invitation?.state === 'open') return 'admin.standing.open';
  if (passkeys + accounts + sessions > 0) return null;
  if (invitation?.state === 'expired') return 'admin.standing.expired';
  return invitation ? 'admin.standing.no-passkey' : 'admin.standing.never';
}

/** "Anne wil Petra van Dam uitnodigen." */
export function requestLine({ person, change, askedBy, isOwn, school, group }: ChangeRequest): string {
  const { kind } = change;
  return t(`admin.request.${kind}`, {
    own: isOwn ? 'yes' : 'no',
    asker: askedBy,
    name: person.name,
    school: school ?? 'none',
    group: group ?? '',
    ...detailsOf(change),
  });
}

function detailsOf(change: Change): Record<string, string> {
  if (change.kind === 'address') return { email: change.email };
  if (change.kind === 'substitute') return { date: longDate(change.day) };
  if (change.kind === 'invitation') return {};
  const { role, title } = change;
  return { role, title };
}
