import type { Announcement, NewDevice } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { LiveRegion } from '../elements/live-region.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { when } from '../words/times.js';
import { t } from '../words/words.js';

/** What this person is told beside signals, above whatever page is shown, until they said something of it. */
export function News({ live }: { live: Live }) {
  const [waits, devices, announcements] = [live.awaitsApproval.value, live.newDevices.value, live.announcements.value];
  const sentences = [...(waits ? [t('news.waits')] : []), ...devices.map(deviceLine), ...announcements.map(changeLine)];
  return (
    <>
      <LiveRegion role="status" text={sentences.join(' ')} />
      <div class="seintje-news">
        {waits && <Notice>{t('news.waits')}</Notice>}
        {devices.map((device) => (
          <Device key={device.session} live={live} device={device} />
        ))}
        {announcements.map((announcement) => (
          <Told key={announcement.id} live={live} announcement={announcement} />
        ))}
      </div>
    </>
  );
}

const deviceLine = ({ label }: NewDevice) => t('news.device', { device: label || t('device.unknown') });
const changeLine = ({ change, about }: Announcement) => t(`news.${change}`, { name: about });

function Device({ live, device }: { live: Live; device: NewDevice }) {
  const { session, at, isWaiting } = device;
  const { code, attempt } = useAttempt();
  return (
    <Card tone="signal">
      <div class="seintje-stack-close">
        <p>
          <strong>{deviceLine(device)}</strong>
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

function Told({ live, announcement }: { live: Live; announcement: Announcement }) {
  const { code, attempt } = useAttempt();
  return (
    <Card>
      <p>
        {changeLine(announcement)} <span class="seintje-quiet">{t('news.wrong')}</span>
      </p>
      <Problem code={code} />
      <div class="seintje-row">
        <Button kind="small" onPress={() => attempt(() => live.seen(announcement.id))}>
          {t('news.seen')}
        </Button>
      </div>
    </Card>
  );
}
