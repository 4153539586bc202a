import type { Batch, BatchChange } from '../../src/contract/index.js';
import { duration } from '../words/times.js';
import { type Key, t } from '../words/words.js';

/** "Een collega wil een lijst met 212 mensen inlezen." */
export function batchLine(batch: Batch): string {
  const { kind, isOwn, begunBy } = batch;
  return t(`batch.line.${kind}`, { own: isOwn ? 'yes' : 'no', asker: begunBy, count: sizeOf(batch) });
}

/** How many schools or people it is about; of a list, with those that stay as they are. */
function sizeOf({ kind, preview }: Batch): number {
  const { added = 0, changed = 0, unchanged = 0 } = preview?.counts ?? {};
  return added + changed + (kind === 'invitations' ? 0 : unchanged);
}

/** How many would be invited. */
export function invitedBy({ preview }: Batch): number {
  return (preview?.counts.added ?? 0) + (preview?.counts.changed ?? 0);
}

/** Whether nobody has said yet of which municipalities the schools are taken. */
export function mustChoose({ state, preview }: Batch): boolean {
  const { municipalities = [] } = preview ?? {};
  return state === 'ready' && municipalities.length > 0 && municipalities.every(({ taken }) => !taken);
}

/** Whether anything would come of it, whatever is chosen. */
export function changesNothing({ preview }: Batch): boolean {
  const { added = 0, changed = 0, removed = 0 } = preview?.counts ?? {};
  return added + changed + removed === 0;
}

const DETAILS: Record<string, Key> = {
  name: 'batch.detail.name',
  place: 'batch.detail.place',
  phone: 'batch.detail.phone',
  sector: 'batch.detail.sector',
  'role-added': 'batch.detail.role-added',
  'role-removed': 'batch.detail.role-removed',
  groups: 'batch.detail.groups',
};

/** What becomes different of a school or person, in words. */
export function detailsOf({ change, details }: BatchChange): string {
  if (change === 'removed' && details.length === 0) return t('batch.detail.leaves');
  return details.flatMap((detail) => (DETAILS[detail] ? [t(DETAILS[detail])] : [])).join(', ');
}

/** "directeur, OBS De Linde". */
export function roleIn({ title, schoolName: school }: NonNullable<BatchChange['roles']>[number]): string {
  return school === null ? title : t('role.at', { title, school });
}

/** How many were to be invited and were not, because it was stopped before. */
export function leftBy({ kind, preview, chosen, invited }: Batch): number {
  if (!invited) return 0;
  const meant = kind === 'invitations' || chosen?.invites ? (preview?.counts.added ?? 0) : 0;
  return Math.max(0, meant - invited.made - invited.failed);
}

/** "4 seconden", or "2 min 40". @param milliseconds at least 0 */
export function lasting(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return seconds < 60 ? t('batch.seconds', { seconds }) : duration(milliseconds);
}
