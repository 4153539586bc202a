import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Installation, REFUSALS, type RefusalCode } from '../../src/contract/index.js';
import { Rest } from '../connection/rest.js';
import { OWN } from '../connection/tokens.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { after } from '../elements/clock.js';
import { Entrance } from '../elements/entrance.js';
import { Missing } from '../elements/missing.js';
import { takeFragment } from '../sign-in/fragment.js';
import { t } from '../words/words.js';
import { Own } from './own.js';
import { Stage } from './pages.js';

/** In milliseconds. */
const AGAIN = 3_000;

type Found = Installation | 'unreachable' | null;

/** The first page: the demonstration's stage where the server runs one, else one's own page. */
export function Start() {
  const [installation, setInstallation] = useState<Found>(null);
  const refusal = useMemo(takeRefusal, []);

  useEffect(() => {
    if (installation === null) void askInstallation().then(setInstallation);
    if (installation !== 'unreachable') return;
    // A laptop wakes before its network does: nobody should have to press for a signal to come in.
    const again = () => setInstallation(null);
    const cancel = after(AGAIN, again);
    window.addEventListener('online', again);
    return () => {
      cancel();
      window.removeEventListener('online', again);
    };
  }, [installation]);

  if (installation === null) return <p role="status">{t('app.starting')}</p>;
  if (installation === 'unreachable') {
    return (
      <Entrance>
        <Card>
          <h1>{t('app.no-connection')}</h1>
          <Button onPress={() => setInstallation(null)}>{t('app.try-now')}</Button>
        </Card>
      </Entrance>
    );
  }
  const { demonstration, issuers, pushKey } = installation;
  if (!demonstration) return <Own issuers={issuers} pushKey={pushKey} refusal={refusal} />;
  return (
    <>
      <Missing />
      <Stage />
    </>
  );
}

/** Why an organisation's account did not lead in: the server sends the browser back with a code behind the #. */
function takeRefusal(): RefusalCode | null {
  const fragment = takeFragment();
  return REFUSALS.find((code) => code === fragment) ?? null;
}

async function askInstallation(): Promise<Found> {
  const answer = await new Rest(OWN, window.fetch.bind(window)).get<Installation>('/v1/installation');
  return answer.ok ? answer.body : 'unreachable';
}
