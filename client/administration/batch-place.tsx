import type { Batch } from '../../src/contract/index.js';
import { Title } from '../elements/moment.js';
import { WayBack } from '../elements/way-back.js';
import { t } from '../words/words.js';
import { BatchView } from './batch.js';
import type { PlaceProps } from './place.js';

/** One of what is done to many at once, from wherever it stands. */
export function BatchPlace({ live, id, kind }: PlaceProps & Pick<Batch, 'id' | 'kind'>) {
  return (
    <div class="seintje-page seintje-batch-page">
      <header class="seintje-stack-close">
        <Title focus>{t(`batch.title.${kind}`)}</Title>
        <WayBack />
      </header>
      <BatchView live={live} id={id} onAgain={null} />
    </div>
  );
}
