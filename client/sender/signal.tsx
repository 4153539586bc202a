import type { ComponentChildren } from 'preact';
import { phase } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button, CallButton } from '../elements/button.js';
import { Card, Notice } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { Moment } from '../elements/moment.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { Steps } from '../elements/steps.js';
import { wipeLine } from '../words/times.js';
import { t } from '../words/words.js';
import { isKnownToTeacher, type Sent, stateOf } from './states.js';

interface SignalProps {
  live: Live;
  view: Sent;
  /** Another pupil of this school, or where `elsewhere`, another school. */
  onAnother: (elsewhere: boolean) => unknown;
  onAll: () => void;
  /** What cannot wait. */
  children?: ComponentChildren;
}

/** L4, L5 and L6, of a drill too: what is known of one signal, and nothing that is only hoped. */
export function Signal({ live, view, onAnother, onAll, children }: SignalProps) {
  const now = live.now.value;
  const { code, attempt } = useAttempt();
  const { school } = view;
  const during = phase(view, now);
  const calling = during === 'call';
  const returned = view.progress === 'returned';
  const state = stateOf(view, now);
  const title = calling || returned ? state.text : headline(view);

  return (
    <Moment
      focus
      drill={view.drill}
      title={title}
      actions={
        <>
          {view.as === 'sender' && (returned || !view.drill) && (
            <Button kind={calling ? 'secondary' : 'primary'} onPress={() => onAnother(returned)}>
              {t(returned ? 'sent.returned.again' : 'sent.another')}
            </Button>
          )}
          {view.as === 'sender' && !returned && (
            <Confirm
              label={t('sent.withdraw')}
              question={t('sent.withdraw.ask')}
              yes={t('sent.withdraw.yes')}
              onYes={() => attempt(() => live.withdraw(view.id))}
            />
          )}
          <Button kind="plain" onPress={onAll}>
            {t('sent.all')}
          </Button>
        </>
      }
    >
      <Card tone={calling ? 'signal' : 'calm'}>
        {calling && (
          <>
            <p>
              <strong>{t('form.school.row', { name: school.name, place: school.place })}</strong>
            </p>
            <CallButton phone={school.phone}>{t('sent.call.button', { phone: school.phone })}</CallButton>
            <p>{t(view.drill ? 'drill.call' : 'sent.call.how')}</p>
            <Button onPress={() => attempt(() => live.called(view.id))}>{t('sent.call.spoke')}</Button>
          </>
        )}
        {returned && <p>{t('sent.returned.what')}</p>}
        {state.tone === 'signal' && !calling && !returned && <Notice>{state.text}</Notice>}
        {view.as === 'sender' && !returned && <Steps steps={stepsOf(view)} now={now} />}
        {state.tone === 'calm' && <p class="seintje-quiet">{state.text}</p>}
        {during === 'called' && (
          <CallButton kind="secondary" phone={school.phone}>
            {t('sent.call.button', { phone: school.phone })}
          </CallButton>
        )}
        <p class="seintje-quiet seintje-small seintje-rule">{wipeLine(view.endsAt, now)}</p>
      </Card>
      <Problem code={code} />
      {children}
    </Moment>
  );
}

function headline(view: Sent): string {
  const school = view.school.name;
  if (view.as === 'colleague') return t(view.drill ? 'drill.colleague' : 'colleague.title', { school });
  if (view.progress !== 'known') return t('sent.title', { school });
  return t(isKnownToTeacher(view) ? 'sent.known.where' : 'sent.handled.where', { school });
}

function stepsOf(view: Extract<Sent, { as: 'sender' }>) {
  return [
    { label: t('sent.step.sent'), at: view.sentAt },
    { label: t('sent.step.arrived'), at: view.arrivedAt },
    { label: t('sent.step.opened'), at: view.openedAt },
    { label: t(view.knownBy === 'school' ? 'sent.step.handled' : 'sent.step.known'), at: view.knownAt },
  ];
}
