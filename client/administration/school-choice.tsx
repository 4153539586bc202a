import type { SchoolListed } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { t } from '../words/words.js';
import { FoundChoice } from './found-choice.js';
import { useSchools } from './schools-found.js';

export type SchoolChosen = Pick<SchoolListed, 'code' | 'name' | 'place'>;

/** So many can be looked over; of more, first something is typed. */
const FEW = 6;

interface SchoolChoiceProps {
  live: Live;
  chosen: SchoolChosen | null;
  onChoose: (chosen: SchoolChosen) => void;
  errorOf: (field: string) => string | undefined;
}

/** One of the organisation's schools, by name, place or code. */
export function SchoolChoice({ live, chosen, onChoose, errorOf }: SchoolChoiceProps) {
  const { query, found, code, type, search } = useSchools(live);
  const { schools = [], total = 0 } = found ?? {};
  const isAsking = query.trim() === '' && total > FEW;
  const rows: SchoolChosen[] = isAsking ? [] : schools.slice(0, FEW);
  const left = total - rows.length;
  // What was chosen stays in sight, whatever is searched for next.
  if (chosen && !rows.some((row) => row.code === chosen.code)) rows.unshift(chosen);
  const count = found && !isAsking ? t('schools.count', { count: total }) : '';
  const more = left > 0 && !isAsking ? t('schools.more', { count: left }) : '';
  return (
    <FoundChoice
      id="school-choice"
      label={t('admin.school')}
      search={t('schools.search')}
      query={query}
      onType={type}
      found={
        found || chosen ? rows.map((row) => ({ value: row.code, label: row.name, note: `${row.place} · ${row.code}` })) : null
      }
      count={count}
      note={found?.total === 0 ? count : more}
      code={code}
      failed={t('schools.failed')}
      onAgain={search}
      chosen={chosen?.code ?? null}
      onChoose={(value) => onChoose(rows.find((row) => row.code === value)!)}
      error={errorOf('school-choice')}
    />
  );
}
