import type { Installation } from '../../src/contract/index.js';
import { Way } from '../elements/button.js';
import { t } from '../words/words.js';

/** The organisation's own account: the browser goes to who keeps it, and comes back. */
export function Accounts({ issuers, kind }: Pick<Installation, 'issuers'> & { kind: 'primary' | 'secondary' }) {
  return (
    <>
      {issuers.map(({ key, name }) => (
        <Way key={key} kind={kind} to={`/v1/openid/${key}/start`}>
          {t('sign-in.with', { name })}
        </Way>
      ))}
    </>
  );
}
