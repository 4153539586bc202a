import { useEffect, useState } from 'preact/hooks';
import { Stage } from '../demonstration/stage.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { t } from '../words/words.js';

type Installation = { demonstration: boolean } | 'unreachable' | null;

/** The first page: the demonstration's stage where the server runs one. */
export function Start() {
  const [installation, setInstallation] = useState<Installation>(null);

  useEffect(() => {
    if (installation === null) void askInstallation().then(setInstallation);
  }, [installation]);

  if (installation === null) return <p role="status">{t('app.starting')}</p>;
  if (installation === 'unreachable') {
    return (
      <Card>
        <h1>{t('app.no-connection')}</h1>
        <Button onPress={() => setInstallation(null)}>{t('app.try-now')}</Button>
      </Card>
    );
  }
  if (installation.demonstration) return <Stage />;
  return (
    <Card>
      <h1>{t('app.no-sign-in')}</h1>
      <p>{t('app.no-sign-in-next')}</p>
    </Card>
  );
}

async function askInstallation(): Promise<Installation> {
  try {
    const response = await fetch('/v1/installation', { cache: 'no-store' });
    return response.ok ? ((await response.json()) as Installation) : 'unreachable';
  } catch {
    return 'unreachable';
  }
}
