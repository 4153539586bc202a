import type { ParentContact } from '../../src/contract/index.js';
import { firstName } from '../words/times.js';
import { type Key, t } from '../words/words.js';
import { CallButton } from './button.js';
import { Notice } from './card.js';

/** Of Veilig Thuis: free of charge, day and night. */
export const VEILIG_THUIS = '0800-2000';

/** Who calls the parents, or that they know. @param mine for whoever calls them */
export function parentsLine({ person, name, informedAt }: ParentContact, me: string | undefined, mine: Key): string {
  if (informedAt !== null) return t('parents.known');
  return person === me ? t(mine) : t('parents.calls', { name: firstName(name) });
}

/** For whoever calls the parents: what to tell, and whom to ask first where calling may not be safe. In a drill nobody is called. */
export function ParentsAdvice({ drill }: { drill: boolean }) {
  return (
    <>
      {drill && <Notice>{t('drill.no-call')}</Notice>}
      <p>{t('parents.how')}</p>
      <p>{t('parents.unsafe')}</p>
      {!drill && (
        <CallButton kind="secondary" phone={VEILIG_THUIS}>
          {t('parents.veilig-thuis', { phone: VEILIG_THUIS })}
        </CallButton>
      )}
    </>
  );
}
