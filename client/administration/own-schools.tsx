import { useSignal } from '@preact/signals';
import { directeurAt } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Loading } from '../elements/loading.js';
import { PageHead } from '../elements/page-head.js';
import { t } from '../words/words.js';
import './administration.css';
import { Groups } from './groups.js';
import { useSchool } from './school-loaded.js';
import './schools.css';

/** "Groepen en invallers", for a directeur: of the schools that she runs, and nothing else of them. */
export function OwnSchoolsPage({ live }: { live: Live }) {
  const schools = directeurAt(live.me.value?.roles ?? []);
  const open = useSignal<string | null>(null);
  return (
    <div class="seintje-page seintje-person-page">
      <PageHead title={t('app.groups')} lead={t('groups.own.what')} />
      {schools.map((code) => (
        <OwnSchool key={code} live={live} code={code} open={open.value} onOpen={(which) => (open.value = which)} />
      ))}
    </div>
  );
}

interface OwnSchoolProps {
  live: Live;
  code: string;
  open: string | null;
  onOpen: (which: string | null) => void;
}

function OwnSchool({ live, code, open, onOpen }: OwnSchoolProps) {
  const { school, fault, load } = useSchool(live, code);
  return (
    <>
      <Loading isLoading={!school} code={fault} title={t('school.failed')} onAgain={load} />
      {school && (
        <Groups
          live={live}
          school={school}
          title={school.name}
          takesTwo={false}
          // Of several schools one form is open too.
          open={open?.startsWith(code) ? open.slice(code.length) : null}
          onOpen={(which) => onOpen(which === null ? null : `${code}${which}`)}
          onStale={load}
        />
      )}
    </>
  );
}
