import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Organisation } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Loading } from '../elements/loading.js';
import { useAttempt } from '../elements/problem.js';
import { PageHead } from '../elements/page-head.js';
import { t } from '../words/words.js';
import { SettingsForm } from './settings-form.js';

/** What the organisation sets for itself. */
export function Settings({ live }: { live: Live }) {
  const organisation = useSignal<Organisation | null>(null);
  const { code, attempt } = useAttempt();

  async function load(): Promise<void> {
    const answer = await attempt(() => live.rest.get<Organisation>('/v1/organisation'));
    if (answer) organisation.value = answer.body;
  }
  useEffect(() => void load(), []);

  const found = organisation.value;
  return (
    <div class="seintje-page">
      <PageHead title={t('admin.settings')} lead={found && t('admin.settings.lead', { name: found.name })} />
      <Loading isLoading={!found} code={code} title={t('admin.settings.failed')} onAgain={load} />
      {found && <SettingsForm live={live} organisation={found} />}
    </div>
  );
}
