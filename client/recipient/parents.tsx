import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { OpenerView } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { attend } from '../elements/attention.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { said } from '../elements/drill-mark.js';
import { LiveRegion } from '../elements/live-region.js';
import { ParentsAdvice, parentsLine } from '../elements/parents-advice.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { moment, when } from '../words/times.js';
import { t } from '../words/words.js';

/** S6: who calls the parents, and whether they know. Only the school sees it. */
export function Parents({ live, view }: { live: Live; view: OpenerView }) {
  const { id, drill, chosen, parents, endsAt } = view;
  const { code, attempt } = useAttempt();
  const isChanging = useSignal(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const me = live.me.value?.person ?? '';
  const now = live.now.value;
  const isAsked = parents === null || isChanging.value;
  const isInformed = !isAsked && parents.informedAt !== null;
  const says = parents ? parentsLine(parents, me, 'parents.you') : '';

  /** What was pressed goes: the heading that changes with it has the focus. */
  function change(changing: boolean): void {
    isChanging.value = changing;
    attend(heading.current);
  }

  async function assign(person: string): Promise<void> {
    if (await attempt(() => live.parents(id, person))) change(false);
  }

  return (
    <Card tone={isInformed ? 'done' : 'calm'} drill={drill}>
      <LiveRegion role="status" text={said(drill, says)} />
      <h2 ref={heading} tabIndex={-1}>
        {isAsked ? t('parents.who') : says} {isInformed && <time>{moment(parents.informedAt!, now)}</time>}
      </h2>
      {isAsked && (
        <div class="seintje-row" role="group" aria-label={t('parents.who')}>
          {[{ person: me, name: t('parents.me') }, ...chosen].map(({ person, name }) => (
            <Button key={person} onPress={() => assign(person)}>
              {name}
            </Button>
          ))}
        </div>
      )}
      {!isAsked && !isInformed && parents.person === me && <ParentsAdvice drill={drill} />}
      {!isAsked && !isInformed && (
        <Button onPress={() => attempt(() => live.informed(id, 'recipient'))}>{t('parents.know')}</Button>
      )}
      {!isAsked && (
        <Button kind="plain" onPress={() => change(true)}>
          {t('parents.else')}
        </Button>
      )}
      <Problem code={code} />
      <p class="seintje-quiet seintje-small seintje-rule">
        {t('parents.wipe', { when: when(endsAt, now) })} {!drill && t('parents.municipality')}
      </p>
    </Card>
  );
}
