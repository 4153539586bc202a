import type { Live } from '../connection/live.js';
import { Confirm } from '../elements/confirm.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { t } from '../words/words.js';
import type { How } from './lines.js';

/** A contact is alerted all the same; for a teacher somebody else is chosen. */
const what = (how: How) => t(how === 'sound' ? 'absent.what.contact' : 'absent.what.teacher');

/** "Ik ben er vandaag niet", after a question that says what it means. */
export function SayAbsent({ live, how }: { live: Live; how: How }) {
  const { code, attempt } = useAttempt();
  return (
    <>
      <Problem code={code} title={t('absent.failed')} />
      <div class="seintje-row">
        <Confirm
          kind="plain"
          label={t('absent.say')}
          question={`${what(how)} ${t('absent.ask')}`}
          yes={t('absent.yes')}
          onYes={() => attempt(() => live.absent())}
        />
      </div>
    </>
  );
}

/** The rest of that day. */
export function Absent({ how }: { how: How }) {
  return (
    <p>
      <strong>{t('absent.is')}</strong> {what(how)}
    </p>
  );
}
