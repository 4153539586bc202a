import { useEffect, useState } from 'preact/hooks';
import { Stage } from '../demonstration/stage.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { words } from './words.js';

type Installation = { demonstration: boolean } | 'unreachable' | null;

/** The first page: the demonstration's stage where the server runs one. */
export function Start() {
  const [installation, setInstallation] = useState<Installation>(null);
  const w = words();

  useEffect(() => {
    if (installation === null) void askInstallation().then(setInstallation);
  }, [installation]);

  if (installation === null) return <p role="status">{w.starting}</p>;
  if (installation === 'unreachable') {
    return (
      <Card>
        <h1>{w.noConnection}</h1>
        <Button onPress={() => setInstallation(null)}>{w.tryNow}</Button>
      </Card>
    );
  }
  if (installation.demonstration) return <Stage />;
  return (
    <Card>
      <h1>{w.noSignIn}</h1>
      <p>{w.noSignInNext}</p>
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
