import type { Me, View } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { time } from '../words/times.js';
import { t } from '../words/words.js';
import { Button, PhoneLink } from './button.js';
import { Notice } from './card.js';

const BACK = { 'nothing-missed': 'frame.back.nothing-missed', restarted: 'frame.back' } as const;

/** The quiet line that makes "no signal" different from "no connection". */
export function Connection({ live }: { live: Live }) {
  const status = live.status.value;
  if (status.kind === 'signed-out' || status.kind === 'undecided') return null;
  return (
    <span class="seintje-connection" data-kind={status.kind}>
      {status.kind === 'connected' && t('frame.connected', { time: time(status.checkedAt) })}
      {status.kind === 'connecting' && t('frame.connecting')}
      {status.kind === 'lost' && t('frame.lost', { time: time(status.since) })}
    </span>
  );
}

/** Stays in sight for as long as the page may be missing something. */
export function ConnectionBanner({ live }: { live: Live }) {
  const status = live.status.value;
  const phone = live.views.value.map(phoneOf).find(Boolean) ?? organisationsOf(live.me.value);
  return (
    <div class="seintje-sticky">
      <div role="alert">
        {status.kind === 'lost' && (
          <div class="seintje-lost">
            <p>
              <strong>{t('frame.lost', { time: time(status.since) })}</strong> {t('frame.lost.what')}{' '}
              {phone ? (
                <>
                  {t('frame.lost.call')} <PhoneLink phone={phone} />.
                </>
              ) : (
                t('frame.lost.doubt')
              )}
            </p>
            <Button kind="small" onPress={() => live.retry()}>
              {t('frame.retry')}
            </Button>
          </div>
        )}
      </div>
      <div role="status">{status.kind === 'connected' && status.back && <Notice tone="done">{t(BACK[status.back])}</Notice>}</div>
    </div>
  );
}

/** Whom a school can call; who sends works for the organisation, and calls the schools. */
function organisationsOf(me: Me | null): string | null {
  return me?.roles.some(({ school }) => school !== null) ? me.phone : null;
}

/** Whom a sender can call about what is still on its way. */
function phoneOf(view: View): string | null {
  return (view.as === 'sender' || view.as === 'colleague') && view.progress !== 'known' ? view.school.phone : null;
}
