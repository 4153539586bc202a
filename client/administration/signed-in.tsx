import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { PersonFound, SessionListed } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Confirm } from '../elements/confirm.js';
import { Loading } from '../elements/loading.js';
import { useAttempt } from '../elements/problem.js';
import { longDate } from '../words/times.js';
import { t } from '../words/words.js';
import { capital } from './record-words.js';
import { useNewest } from './newest.js';

interface SignedInProps {
  live: Live;
  person: PersonFound;
  onEnd: (session: string) => Promise<void>;
}

/** Where somebody is signed in: by the day, because the hour is nobody's. */
export function SignedIn({ live, person: { id, name, sessions }, onEnd }: SignedInProps) {
  const list = useSignal<SessionListed[] | null>(null);
  const { code, attempt } = useAttempt();
  const newest = useNewest();

  async function load(): Promise<void> {
    const answer = await newest(() => attempt(() => live.rest.get<SessionListed[]>(`/v1/people/${id}/sessions`)));
    if (answer) list.value = answer.body ?? [];
  }
  useEffect(() => void load(), [sessions]);

  return (
    <>
      <Loading isLoading={!list.value} code={code} title={t('admin.devices.failed')} onAgain={load} />
      <ul class="seintje-held seintje-rule">
        {list.value?.map((session) => (
          <Place key={session.id} name={name} session={session} onEnd={() => onEnd(session.id)} />
        ))}
      </ul>
    </>
  );
}

function Place({ name, session, onEnd }: { name: string; session: SessionListed; onEnd: () => Promise<void> }) {
  const { use, since, usedOn } = session;
  const label = session.label || t('device.unknown');
  const days = t('admin.device.used', { since: longDate(since), used: longDate(usedOn) });
  return (
    <li>
      <h3>{label}</h3>
      <p class="seintje-quiet seintje-small">
        {use && `${t(`device.${use}`)} · `}
        {use ? days : capital(days)}
      </p>
      <div class="seintje-choices">
        <Confirm
          kind="small"
          label={t('admin.device.end')}
          about={t('admin.device.end.what', { device: label })}
          question={t('admin.device.end.ask', { name, device: label })}
          yes={t('admin.device.end.yes')}
          onYes={onEnd}
        />
      </div>
    </li>
  );
}
