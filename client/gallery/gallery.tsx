import { options, render } from 'preact';
import { App } from '../app/app.js';
import { fetchEverything } from '../app/pages.js';
import type { Demonstration } from '../demonstration/people.js';
import { language, type Language } from '../words/words.js';
import { aboutStates } from './about.js';
import { accountStates } from './account.js';
import { administratorStates } from './administrator.js';
import { directeurStates, schoolStates } from './schools.js';
import { batchStates } from './batches.js';
import { countsStates } from './counts.js';
import { everyone } from './everyone.js';
import { LONG_NAME, PUPIL } from './fixtures.js';
import { checkInStates } from './check-in.js';
import { settled } from './hands.js';
import { memoryStates } from './memory.js';
import { newcomerStates } from './newcomers.js';
import { recipientStates } from './recipient.js';
import { StillAudio } from './still-audio.js';
import { senderStates } from './sender.js';
import type { State } from './state.js';
import { stillLive } from './still-live.js';
import { teacherStates } from './teacher.js';
import '../elements/index.css';

const STATES: State[] = [
  ...everyone,
  ...senderStates,
  ...recipientStates,
  ...teacherStates,
  ...checkInStates,
  ...countsStates,
  ...accountStates,
  ...memoryStates,
  ...aboutStates,
  ...administratorStates,
  ...schoolStates,
  ...directeurStates,
  ...batchStates,
  ...newcomerStates,
];

/** What a test can do with the gallery, in its window. */
export interface Gallery {
  states: string[];
  /** Of the pupils in it. */
  names: string[];
  /** Resolves once it stands there. */
  show: (name: string, language: Language) => Promise<void>;
}

// Effects do not wait for a frame: of several tabs, only the one in front is drawn at full speed.
options.requestAnimationFrame = queueMicrotask;

// The only thing that a page asks of anybody but the connection.
window.fetch = async () => Response.json(DEMONSTRATION);
const DEMONSTRATION: Demonstration = {
  stage: null,
  people: [
    {
      id: 'petra',
      name: 'Petra van Dam',
      organisation: { id: 'organisation', name: 'Midden-Brabant' },
      roles: [{ role: 'recipient', school: '00AA00', schoolName: 'OBS De Linde', title: 'intern begeleider' }],
    },
  ],
};

const root = document.getElementById('app')!;

async function show(name: string, spoken: Language): Promise<void> {
  const state = STATES.find((one) => one.name === name);
  if (!state) throw new Error(`there is no state ${name}`);
  render(null, root);
  await fetchEverything();
  window.scrollTo(0, 0);
  language.value = spoken;
  await StillAudio.is(state.sound);
  const live = stillLive(state);
  render(state.page?.(live) ?? <App live={live} demonstration={false} signIn={null} />, root);
  await settled();
  await state.act?.();
  await settled();
}

function Index() {
  return (
    <main class="seintje-main">
      <h1>Seintje</h1>
      <ul>
        {STATES.map(({ name }) => (
          <li key={name}>
            <a href={`?state=${name}`}>{name}</a>
          </li>
        ))}
      </ul>
    </main>
  );
}

const asked = new URLSearchParams(location.search);
const theme = asked.get('theme');
// Else as the system has it.
if (theme) document.documentElement.style.colorScheme = theme;
if (asked.has('state')) void show(asked.get('state')!, asked.get('lang') === 'en' ? 'en' : 'nl');
else render(<Index />, root);

const gallery: Gallery = { states: STATES.map(({ name }) => name), names: [PUPIL.name, LONG_NAME.name], show };
Object.assign(window, { gallery });
