import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SchoolsReach, Unreachable } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button, CallButton } from '../elements/button.js';
import { Loading } from '../elements/loading.js';
import { Moment } from '../elements/moment.js';
import { useAttempt } from '../elements/problem.js';
import { t } from '../words/words.js';
import './reach.css';

/** Which schools would hear of something, asked again whenever that may have changed; what is no longer known is not shown. */
function useReach(live: Live) {
  const reach = useSignal<SchoolsReach | null>(null);
  const asked = useRef(0);
  const { code, attempt } = useAttempt();

  async function load(): Promise<void> {
    const own = ++asked.current;
    const answer = await attempt(() => live.schoolsReach());
    if (own === asked.current) reach.value = answer;
  }
  useEffect(() => void load(), [live.presence.value]);

  const loading = <Loading isLoading={!reach.value} code={code} title={t('reach.failed')} onAgain={load} />;
  return { reach: reach.value, loading };
}

/** How many schools would hear of something, in a line on the start. */
export function ReachLine({ live, onLook }: { live: Live; onLook: () => void }) {
  const { reach, loading } = useReach(live);
  return (
    <div class="seintje-reach">
      {loading}
      {reach && reach.schools > 0 && <p>{countLine(reach)}</p>}
      {reach && reach.reachable < reach.schools && (
        <Button kind="small" onPress={onLook}>
          {t('reach.look')}
        </Button>
      )}
    </div>
  );
}

/** Which schools would not hear of anything now, why, and whom to call there; the list goes on by itself. */
export function ReachPlace({ live, children }: { live: Live; children?: ComponentChildren }) {
  const { reach, loading } = useReach(live);
  const more = reach ? reach.schools - reach.reachable - reach.unreachable.length : 0;
  return (
    <Moment
      focus
      title={t('reach.title')}
      lead={reach ? countLine(reach) : undefined}
      actions={
        <Button kind="plain" onPress={() => history.back()}>
          {t('back')}
        </Button>
      }
    >
      {loading}
      {reach?.unreachable.length === 0 && <p>{t('reach.all')}</p>}
      {reach && reach.unreachable.length > 0 && (
        <ul class="seintje-reach-list">
          {reach.unreachable.map((school) => (
            <Row key={school.code} {...school} />
          ))}
        </ul>
      )}
      {more > 0 && <p class="seintje-quiet">{t('reach.more', { count: more })}</p>}
      {children}
    </Moment>
  );
}

function Row({ name, place, phone, why }: Unreachable) {
  return (
    <li>
      <span>
        <strong>{t('form.school.row', { name, place })}</strong>
        <span class="seintje-quiet">{t(`reach.why.${why}`)}</span>
      </span>
      {phone && (
        <CallButton kind="small" phone={phone}>
          {t('sent.call.button', { phone })}
        </CallButton>
      )}
    </li>
  );
}

function countLine({ reachable, schools }: SchoolsReach): string {
  return t('reach.count', { reachable, schools });
}
