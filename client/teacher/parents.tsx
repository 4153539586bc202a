import type { TeacherView } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { LiveRegion } from '../elements/live-region.js';
import { ParentsAdvice, parentsLine } from '../elements/parents-advice.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { moment } from '../words/times.js';
import { t } from '../words/words.js';

/** T4: who calls the parents, and whether they know. */
export function Parents({ live, view: { id, drill, parents } }: { live: Live; view: TeacherView }) {
  const { code, attempt } = useAttempt();
  const me = live.me.value?.person;
  const isMine = parents?.person === me;
  const says = parents ? parentsLine(parents, me, 'teacher.parents') : '';
  return (
    <>
      <LiveRegion role="status" text={says} />
      {parents && (
        <Card tone={parents.informedAt === null ? 'calm' : 'done'}>
          <h2>
            {says} {parents.informedAt !== null && <time>{moment(parents.informedAt, live.now.value)}</time>}
          </h2>
          {isMine && parents.informedAt === null && (
            <>
              <ParentsAdvice drill={drill} />
              <Button onPress={() => attempt(() => live.informed(id, 'teacher'))}>{t('parents.know')}</Button>
            </>
          )}
        </Card>
      )}
      <Problem code={code} />
    </>
  );
}
