import { after } from '../elements/clock.js';
import { type Key, t } from '../words/words.js';

/** So long may something take to appear, and so often is looked; milliseconds. */
const PATIENCE = 2000;
const GLANCE = 10;

/** What has to be drawn has been, and what has to be asked was answered. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await pause(0);
}

/** Presses the first button with these words. */
export async function press(key: Key, values?: Record<string, string | number>): Promise<void> {
  await pressWords(t(key, values));
}

/** Presses the first button that says so, as one with somebody's name. */
export async function pressWords(words: string): Promise<void> {
  await click(
    () => [...document.querySelectorAll<HTMLElement>('button, summary')].filter((one) => one.textContent === words),
    words,
  );
}

/** Chooses, by its place, one of the radio buttons or boxes on the page. */
export async function choose(place = 0): Promise<void> {
  await click(
    () => [...document.querySelectorAll<HTMLElement>('input[type=radio], input[type=checkbox]')].slice(place),
    'a choice',
  );
}

/** Types in the field with this id. */
export async function type(id: string, text: string): Promise<void> {
  const field = await found(() => document.getElementById(id) as HTMLInputElement | null, id);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settled();
}

/** Waits until these words are there. */
export async function sees(key: Key, values?: Record<string, string | number>): Promise<void> {
  const words = t(key, values);
  await found(() => (document.body.innerText.includes(words) ? true : null), words);
}

/** Presses a key, as often as said. */
export async function strike(key: string, often = 1): Promise<void> {
  for (let time = 0; time < often; time++) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  await settled();
}

async function click(find: () => HTMLElement[], what: string): Promise<void> {
  const element = await found(() => find().find((one) => one.checkVisibility()) ?? null, what);
  element.focus({ preventScroll: true });
  element.click();
  await settled();
}

/** @throws where it does not appear */
async function found<T>(look: () => T | null, what: string): Promise<T> {
  for (let waited = 0; waited < PATIENCE; waited += GLANCE) {
    const seen = look();
    if (seen) return seen;
    await pause(GLANCE);
  }
  throw new Error(`${what} is not on the page`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void after(ms, resolve));
}
