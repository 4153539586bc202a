import type { TeacherView } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { isAsking } from '../elements/asking.js';
import { Button } from '../elements/button.js';
import { Notice } from '../elements/card.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { firstName, moment } from '../words/times.js';
import { t } from '../words/words.js';

/** Asks whoever follows it to come by; once they came, it can be asked again. */
export function Confer({ live, view }: { live: Live; view: TeacherView }) {
  const { code, attempt } = useAttempt();
  const { id, confer, followed } = view;
  const from = firstName(view.from);
  const isAsked = isAsking(view);
  return (
    <>
      <div role="status" class="seintje-live">
        {!followed && <p>{t('teacher.confer.walk', { from })}</p>}
        {followed && confer && (
          <Notice tone={isAsked ? 'signal' : 'done'}>
            {isAsked ? t('teacher.confer.asked', { from }) : t('teacher.confer.coming', { from })}{' '}
            {confer.comingAt !== null && <time>{moment(confer.comingAt, live.now.value)}</time>}
          </Notice>
        )}
      </div>
      {followed && !isAsked && (
        <Button onPress={() => attempt(() => live.confer(id))}>{t(confer ? 'teacher.confer.again' : 'teacher.confer')}</Button>
      )}
      <Problem code={code} />
    </>
  );
}
