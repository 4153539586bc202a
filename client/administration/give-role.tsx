import type { Changed, PersonFound } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { t } from '../words/words.js';
import { ChangeForm } from './form.js';
import { needsTwo } from './needs-two.js';
import { RoleFields, useRoleFields } from './role-fields.js';

interface GiveRoleProps {
  live: Live;
  person: PersonFound;
  onClose: () => void;
  onChanged: (changed: Changed) => void;
}

/** A role for somebody who is there. */
export function GiveRole({ live, person, onClose, onChanged }: GiveRoleProps) {
  const fields = useRoleFields();
  return (
    <ChangeForm
      live={live}
      title={t('admin.role.give')}
      two={fields.isGuarded || needsTwo({ kind: 'role' }, person)}
      faults={fields.faults}
      ask={() => live.rest.post<Changed>(`/v1/people/${person.id}/roles`, fields.body)}
      onChanged={onChanged}
      onClose={onClose}
    >
      {(errorOf) => <RoleFields live={live} fields={fields} errorOf={errorOf} />}
    </ChangeForm>
  );
}
