import { type OpenerView, phase } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { type Reveal, RevealButton } from '../elements/name.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { longDate, time, wipeLine } from '../words/times.js';
import { t } from '../words/words.js';
import { Following } from './following.js';

interface OpenedProps {
  live: Live;
  /** Null for the moment between reading the name and hearing that it is ours. */
  view: OpenerView | null;
  reveal: Reveal;
  /** Null while the teacher is being chosen. */
  onChoose: (() => void) | null;
}

/** S3 and S5: the pupil, while the name is asked for, and who knows by now. */
export function Opened({ live, view, reveal, onChoose }: OpenedProps) {
  const { code, attempt } = useAttempt();
  const now = live.now.value;
  const isChoosing = view?.progress === 'opened';

  return (
    <div class="seintje-moment">
      {view && !isChoosing && <Following live={live} view={view} />}
      <Card>
        {view && <p class="seintje-over">{t('recipient.opened', { time: time(view.openedAt) })}</p>}
        <Pupil reveal={reveal} />
        <Problem code={reveal.code} during="open" />
        {isChoosing && <p class="seintje-quiet">{t('recipient.all-we-know')}</p>}
        {view && <p class="seintje-quiet seintje-small seintje-rule">{wipeLine(view.endsAt, now)}</p>}
      </Card>
      {view && phase(view, now) === 'choose' && <Notice>{t('recipient.reminder')}</Notice>}
      <Problem code={code} />
      {view && (
        <div class="seintje-actions">
          {isChoosing && (
            <>
              {onChoose && (
                <Button kind="primary" onPress={onChoose}>
                  {t('recipient.choose')}
                </Button>
              )}
              <Confirm
                label={t('recipient.not-ours')}
                question={t('recipient.not-ours.ask')}
                yes={t('recipient.not-ours.yes')}
                onYes={() => attempt(() => live.returnToSender(view.id))}
              />
            </>
          )}
          {view.progress === 'passed-on' && (
            <Button
              kind={phase(view, now) === 'walk' ? 'primary' : 'secondary'}
              onPress={() => attempt(() => live.told(view.id))}
            >
              {t('recipient.told')}
            </Button>
          )}
          {!isChoosing && (
            <Confirm
              kind={view.progress === 'known' ? 'primary' : 'secondary'}
              label={t('recipient.complete')}
              question={t('recipient.complete.ask')}
              yes={t('recipient.complete.yes')}
              onYes={() => attempt(() => live.complete(view.id))}
            />
          )}
        </div>
      )}
    </div>
  );
}

function Pupil({ reveal }: { reveal: Reveal }) {
  const { content } = reveal;
  return (
    <>
      <div class="seintje-stack-close" translate={false}>
        {content ? (
          <>
            <h1 class="seintje-pupil">{content.name}</h1>
            <p>{longDate(content.dateOfBirth)}</p>
          </>
        ) : (
          <h1>{t('name.hidden')}</h1>
        )}
      </div>
      <RevealButton reveal={reveal} label={t('name.show')} />
    </>
  );
}
