import { t } from '../words/words.js';
import { Button } from './button.js';
import { type Code, Problem } from './problem.js';

interface LoadingProps {
  isLoading: boolean;
  code: Code | null;
  title: string;
  onAgain: () => unknown;
}

/** That something is being fetched, or could not be. */
export function Loading({ isLoading, code, title, onAgain }: LoadingProps) {
  return (
    <>
      <div role="status" class="seintje-live">
        {isLoading && code === null && <p class="seintje-quiet">{t('app.starting')}</p>}
      </div>
      <Problem code={code} title={title} />
      {code !== null && (
        <div class="seintje-row">
          <Button kind="small" onPress={onAgain}>
            {t('again')}
          </Button>
        </div>
      )}
    </>
  );
}
