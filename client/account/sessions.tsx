import type { OwnSession } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { Loading } from '../elements/loading.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { dateAndTime } from '../words/times.js';
import { t } from '../words/words.js';
import { useLoaded } from './loaded.js';

/** Where this person is signed in, and the ways to end that. */
export function Sessions({ live }: { live: Live }) {
  const { list, code, load } = useLoaded<OwnSession>(live, '/v1/sessions', live.newDevices.value);
  const ending = useAttempt();
  const sessions = list.value ?? [];

  async function end({ id }: OwnSession): Promise<boolean> {
    const ended = await ending.attempt(() => live.rest.delete(`/v1/sessions/${id}`));
    if (ended) list.value = (list.peek() ?? []).filter((session) => session.id !== id);
    return ended !== null;
  }

  /** Everywhere that there is by now; this one last, so that what could not be ended is told here. */
  async function endAll(): Promise<void> {
    const fresh = await load();
    if (!fresh) return;
    for (const session of fresh) if (!session.isThis && !(await end(session))) return;
    await live.signOut();
  }

  return (
    <Card>
      <h2>{t('account.sessions')}</h2>
      <Loading isLoading={list.value === null} code={code} title={t('account.sessions.failed')} onAgain={load} />
      <ul class="seintje-own">
        {sessions.map((session) => (
          <li key={session.id}>
            <div>
              <strong>{session.label || t('device.unknown')}</strong>
              {session.isThis && <span class="seintje-own-mark"> {t('account.this')}</span>}
              <p class="seintje-quiet seintje-small">
                {session.use && `${t(`device.${session.use}`)} · `}
                {t('account.used', { when: dateAndTime(session.usedAt, live.now.value) })}
              </p>
            </div>
            <Button
              kind="small"
              label={t('account.end.what', { device: session.label || t('device.unknown') })}
              onPress={() => (session.isThis ? live.signOut() : end(session))}
            >
              {t('account.end')}
            </Button>
          </li>
        ))}
      </ul>
      <Problem code={ending.code} title={t('account.end.failed')} />
      {sessions.length > 1 && (
        <div class="seintje-actions">
          <Confirm
            label={t('account.end-all')}
            question={t('account.end-all.ask')}
            yes={t('account.end-all.yes')}
            onYes={endAll}
          />
        </div>
      )}
    </Card>
  );
}
