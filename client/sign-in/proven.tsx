import { useEffect } from 'preact/hooks';
import { Entrance } from '../elements/entrance.js';
import { Moment } from '../elements/moment.js';
import { sayProven } from '../elements/step-up.js';
import { t } from '../words/words.js';

/** Where somebody ends who has shown at their organisation, in a tab of its own, that it is them. */
export function ProvenPage() {
  useEffect(sayProven, []);
  return (
    <Entrance>
      <Moment title={t('proven.title')} lead={t('proven.next')} />
    </Entrance>
  );
}
