import { useSignal } from '@preact/signals';
import type { PersonFound } from '../../src/contract/index.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { t } from '../words/words.js';
import { GiveRole } from './give-role.js';
import { type Outcome, outcomeOf, Told } from './outcome.js';
import type { PartProps } from './person.js';
import { roleName } from './words.js';

type Held = PersonFound['roles'][number];

/** What somebody is, and where. Taking a role away takes effect at once, and one administrator. */
export function Roles({ live, person, isOpen, onOpen, onChanged }: PartProps) {
  const { id, name, roles } = person;
  const outcome = useSignal<Outcome | null>(null);
  const { code, attempt, proof } = useProvenAttempt(live);

  async function take({ role, school }: Held): Promise<void> {
    outcome.value = null;
    if (!(await attempt(() => live.rest.delete(`/v1/people/${id}/roles`, { role, school })))) return;
    outcome.value = { said: 'admin.done.role-taken', name, link: null };
    await onChanged();
  }

  return (
    <Card>
      <h2>{t('admin.roles')}</h2>
      {roles.length === 0 && <p class="seintje-quiet">{t('admin.role.none')}</p>}
      <ul class="seintje-held" translate={false}>
        {roles.map((held) => (
          <Holding key={`${held.role} ${held.school}`} name={name} held={held} onTake={() => take(held)} />
        ))}
      </ul>
      <Problem code={code} />
      {proof}
      <Told outcome={outcome.value} />
      {isOpen ? (
        <GiveRole
          live={live}
          person={person}
          onClose={() => onOpen(false)}
          onChanged={async (changed) => {
            onOpen(false);
            outcome.value = outcomeOf('role', name, changed);
            await onChanged();
          }}
        />
      ) : (
        <div class="seintje-choices seintje-rule">
          <Button
            onPress={() => {
              outcome.value = null;
              onOpen(true);
            }}
          >
            {t('admin.role.give')}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Holding({ name, held, onTake }: { name: string; held: Held; onTake: () => Promise<void> }) {
  const { role } = held;
  return (
    <li>
      <h3>{roleName(held)}</h3>
      <p class="seintje-quiet seintje-small">{t(`admin.role.${role}.what`)}</p>
      <div class="seintje-choices">
        <Confirm
          kind="small"
          label={t('admin.role.take')}
          about={t('admin.role.take.of', { role: roleName(held) })}
          question={t('admin.role.take.ask', { name, role: roleName(held) })}
          yes={t('admin.role.take.yes')}
          onYes={onTake}
        />
      </div>
    </li>
  );
}
