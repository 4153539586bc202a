import type { Announcement, NewDevice } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { when } from '../words/times.js';
import { t } from '../words/words.js';

/** What this person is told beside signals, above whatever page is shown, until they said something of it. */
export function News({ live }: { live: Live }) {
  return (
    <div role="status" class="seintje-live seintje-news">
      {live.awaitsApproval.value && <Notice>{t('news.waits')}</Notice>}
      {live.newDevices.value.map((device) => (
        <Device key={device.session} live={live} device={device} />
      ))}
      {live.announcements.value.map((announcement) => (
        <Told key={announcement.id} live={live} announcement={announcement} />
      ))}
    </div>
  );
}

function Device({ live, device: { session, label, at, isWaiting } }: { live: Live; device: NewDevice }) {
  const { code, attempt } = useAttempt();
  return (
    <Card tone="signal">
      <div class="seintje-stack-close">
        <p>
          <strong>{t('news.device', { device: label || t('device.unknown') })}</strong>
        </p>
        <p>
          {t('news.device.when', { when: when(at, live.now.value) })} {isWaiting && t('news.device.waits')}
        </p>
      </div>
      <Problem code={code} />
      <div class="seintje-row">
        <Button kind="small" onPress={() => attempt(() => live.approveDevice(session))}>
          {t('news.device.mine')}
        </Button>
        <Confirm
          label={t('news.device.not-mine')}
          kind="small"
          question={t('news.device.not-mine.ask')}
          yes={t('news.device.not-mine.yes')}
          onYes={() => attempt(() => live.refuseDevice(session))}
        />
      </div>
    </Card>
  );
}

function Told({ live, announcement: { id, change, about } }: { live: Live; announcement: Announcement }) {
  const { code, attempt } = useAttempt();
  return (
    <Card>
      <p>
        {t(`news.${change}`, { name: about })} <span class="seintje-quiet">{t('news.wrong')}</span>
      </p>
      <Problem code={code} />
      <div class="seintje-row">
        <Button kind="small" onPress={() => attempt(() => live.seen(id))}>
          {t('news.seen')}
        </Button>
      </div>
    </Card>
  );
}
