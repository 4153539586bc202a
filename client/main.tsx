import './elements/index.css';
import { render } from 'preact';
import { Failsafe } from './app/failsafe.js';
import { InvitationPage, ProvenPage } from './app/pages.js';
import { Part } from './app/part.js';
import { Start } from './app/start.js';
import { Rest } from './connection/rest.js';
import { OWN } from './connection/tokens.js';

const root = document.getElementById('app');
if (root) render(<Failsafe>{pageAt(location.pathname)}</Failsafe>, root);

function pageAt(path: string) {
  if (path === '/uitnodiging') {
    const rest = new Rest(OWN, window.fetch.bind(window));
    return <InvitationPage rest={rest} onDone={() => location.replace('/')} />;
  }
  if (path === '/gelukt') return <ProvenPage />;
  const part = /^\/deel\/([\w-]+)\/?$/.exec(path)?.[1];
  return part ? <Part part={part} /> : <Start />;
}
