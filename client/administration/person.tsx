import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PersonFound } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Loading } from '../elements/loading.js';
import type { Code } from '../elements/problem.js';
import { PageHead } from '../elements/page-head.js';
import { t } from '../words/words.js';
import { Address } from './address.js';
import { personOf } from './people.js';
import { Roles } from './roles.js';
import { SigningIn } from './signing-in.js';
import { Substitute } from './substitute.js';
import { rolesLine } from './words.js';

/** What the parts of somebody's page share. */
export interface PartProps {
  live: Live;
  person: PersonFound;
  /** Whether this part's form is the one that is open. */
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  /** Something about them has changed, or will. @param email where it is another one by now */
  onChanged: (email?: string) => Promise<void>;
}

interface PersonProps {
  live: Live;
  person: PersonFound;
  onChanged: (person: PersonFound) => void;
}

type Part = 'address' | 'role' | 'substitute';

/** One member of staff: how they get in, their address, their roles, and what an administrator can change of it. */
export function Person({ live, person, onChanged }: PersonProps) {
  const open = useSignal<Part | null>(null);
  const code = useSignal<Code | null>(null);

  async function refresh(email = person.email): Promise<void> {
    const answer = await personOf(live, person.id, email);
    code.value = typeof answer === 'string' ? answer : null;
    if (typeof answer !== 'string') onChanged(answer);
  }
  // What was found may be a while old.
  useEffect(() => void refresh(), []);

  const partOf = (part: Part): PartProps => ({
    live,
    person,
    isOpen: open.value === part,
    onOpen: (isOpen) => (open.value = isOpen ? part : null),
    onChanged: refresh,
  });
  return (
    <div class="seintje-page seintje-person-page">
      <PageHead title={person.name} lead={rolesLine(person)} translate={false} />
      <Loading isLoading={false} code={code.value} title={t('admin.person.failed')} onAgain={() => refresh()} />
      <SigningIn live={live} person={person} onChanged={refresh} />
      <Address {...partOf('address')} />
      <Roles {...partOf('role')} />
      <Substitute {...partOf('substitute')} />
    </div>
  );
}
