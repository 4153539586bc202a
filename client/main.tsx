import './elements/index.css';
import { render } from 'preact';
import { Failsafe } from './app/failsafe.js';
import { Part } from './app/part.js';
import { Start } from './app/start.js';

const part = /^\/deel\/([\w-]+)\/?$/.exec(location.pathname)?.[1];
const root = document.getElementById('app');
if (root) render(<Failsafe>{part ? <Part part={part} /> : <Start />}</Failsafe>, root);
