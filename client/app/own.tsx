import { useMemo } from 'preact/hooks';
import type { Installation } from '../../src/contract/index.js';
import { openLive } from '../connection/open-live.js';
import { Rest } from '../connection/rest.js';
import { OWN } from '../connection/tokens.js';
import type { Code } from '../elements/problem.js';
import { App } from './app.js';
import { SignIn } from './pages.js';

/** Where people really sign in: whoever the session of this browser is for, or the sign-in page. */
export function Own({ issuers, pushKey, refusal }: Pick<Installation, 'issuers' | 'pushKey'> & { refusal: Code | null }) {
  const live = useMemo(() => openLive({ part: OWN, pushKey }), []);
  const rest = useMemo(() => new Rest(OWN, window.fetch.bind(window)), []);
  // A fresh page knows nothing of who was here before.
  const signIn = <SignIn rest={rest} issuers={issuers} refusal={refusal} onDone={() => location.reload()} />;
  return <App live={live} demonstration={false} refusal={refusal} signIn={signIn} />;
}
