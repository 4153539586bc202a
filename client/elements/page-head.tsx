import type { ComponentChildren } from 'preact';
import { t } from '../words/words.js';
import { Button } from './button.js';
import { Title } from './moment.js';

interface Props {
  title: ComponentChildren;
  lead?: ComponentChildren;
  /** `false`: the title is somebody's name. */
  translate?: false;
}

/** The head of a page that has a place of its own in the browser's history, with the way to the one before it. */
export function PageHead({ title, lead, translate }: Props) {
  return (
    <header class="seintje-stack-close" translate={translate}>
      <Title focus>{title}</Title>
      {lead && <p class="seintje-quiet">{lead}</p>}
      <div class="seintje-way-back">
        <Button kind="plain" onPress={() => history.back()}>
          {t('back')}
        </Button>
      </div>
    </header>
  );
}
