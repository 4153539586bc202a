import type { Batch } from '../../src/contract/index.js';
import { PageHead } from '../elements/page-head.js';
import { t } from '../words/words.js';
import { BatchView } from './batch.js';
import type { PlaceProps } from './place.js';

/** One of what is done to many at once, from wherever it stands. */
export function BatchPlace({ live, id, kind }: PlaceProps & Pick<Batch, 'id' | 'kind'>) {
  return (
    <div class="seintje-page seintje-batch-page">
      <PageHead title={t(`batch.title.${kind}`)} />
      <BatchView live={live} id={id} onAgain={null} />
    </div>
  );
}
