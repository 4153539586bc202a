import { type Chosen, LIMITS, type OpenerView, phase } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { type Reveal, RevealButton } from '../elements/name.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { longDate, wipeLine } from '../words/times.js';
import { t } from '../words/words.js';
import { Following } from './following.js';
import { Parents } from './parents.js';
import { asksOf, sinceLine } from './words.js';

interface OpenedProps {
  live: Live;
  /** Null for the moment between reading the name and hearing that it is ours. */
  view: OpenerView | null;
  drill: boolean;
  /** For a person with more than one school. */
  school: string | null;
  reveal: Reveal;
  /** Opens the choice of teacher; null while it is open. */
  onChoose: ((instead: Chosen | null) => void) | null;
}

/** S3, S5 and S6: the pupil, while the name is asked for, and who knows by now. */
export function Opened({ live, view, drill, school, reveal, onChoose }: OpenedProps) {
  const now = live.now.value;
  const isUnderWay = view !== null && view.progress !== 'opened';

  return (
    <div class="seintje-moment">
      {isUnderWay && <Following live={live} view={view} onInstead={onChoose} />}
      <Card drill={drill}>
        {view && <p class="seintje-over">{sinceLine(view, now)}</p>}
        {school && <p>{school}</p>}
        <Pupil reveal={reveal} />
        <Problem code={reveal.code} during="open" />
        {!isUnderWay && <p class="seintje-quiet">{t(drill ? 'drill.made-up' : 'recipient.all-we-know')}</p>}
        {view && <p class="seintje-quiet seintje-small seintje-rule">{wipeLine(view.endsAt, now)}</p>}
      </Card>
      {view && phase(view, now) === 'choose' && <Notice>{t('recipient.reminder')}</Notice>}
      {isUnderWay && <Parents live={live} view={view} />}
      {view &&
        (isUnderWay ? <UnderWay live={live} view={view} onChoose={onChoose} /> : <Undecided {...{ live, view, onChoose }} />)}
    </div>
  );
}

type ActionsProps = Pick<OpenedProps, 'live' | 'onChoose'> & { view: OpenerView };

/** What can be done while nobody was chosen or told. The pupil of a drill is at no school. */
function Undecided({ live, view, onChoose }: ActionsProps) {
  const { code, attempt } = useAttempt();
  return (
    <>
      <Problem code={code} />
      <div class="seintje-actions">
        {onChoose && (
          <Button kind="primary" onPress={() => onChoose(null)}>
            {t('recipient.choose')}
          </Button>
        )}
        <Confirm
          label={t('recipient.hand-back')}
          question={t('recipient.hand-back.ask')}
          yes={t('recipient.hand-back.yes')}
          onYes={() => attempt(() => live.handBack(view.id))}
        />
        {!view.drill && (
          <Confirm
            label={t('recipient.not-ours')}
            question={t('recipient.not-ours.ask')}
            yes={t('recipient.not-ours.yes')}
            onYes={() => attempt(() => live.returnToSender(view.id))}
          />
        )}
      </div>
    </>
  );
}

/** What can be done once somebody was chosen or told. */
function UnderWay({ live, view, onChoose }: ActionsProps) {
  const { code, attempt } = useAttempt();
  const isCalling = view.parents?.informedAt === null;
  const isSettled = view.progress === 'known' && !isCalling && asksOf(view, live.now.value).length === 0;
  return (
    <>
      <Problem code={code} />
      <div class="seintje-actions">
        {onChoose && view.chosen.length < LIMITS.teachers && (
          <Button onPress={() => onChoose(null)}>{t('recipient.another')}</Button>
        )}
        <Confirm
          kind={isSettled ? 'primary' : 'secondary'}
          label={t('recipient.complete')}
          question={t('recipient.complete.ask')}
          yes={t('recipient.complete.yes')}
          onYes={() => attempt(() => live.complete(view.id))}
        />
      </div>
    </>
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
