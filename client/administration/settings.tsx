import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Organisation } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Loading } from '../elements/loading.js';
import { Title } from '../elements/moment.js';
import { useAttempt } from '../elements/problem.js';
import { WayBack } from '../elements/way-back.js';
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
      <header class="seintje-stack-close">
        <Title focus>{t('admin.settings')}</Title>
        {found && <p class="seintje-quiet">{t('admin.settings.lead', { name: found.name })}</p>}
        <WayBack />
      </header>
      <Loading isLoading={!found} code={code} title={t('admin.settings.failed')} onAgain={load} />
      {found && <SettingsForm live={live} organisation={found} />}
    </div>
  );
}
