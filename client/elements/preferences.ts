import { effect, type Signal, signal } from '@preact/signals';

export const SOUNDS = ['wood', 'bell', 'soft', 'none'] as const;
export type SoundChoice = (typeof SOUNDS)[number];
export const THEMES = ['system', 'light', 'dark'] as const;

/** How an alert sounds on this device. */
export const soundChoice = preference('seintje-sound', SOUNDS);
/** Light or dark paper; as the system has it unless somebody chose. */
export const theme = preference('seintje-theme', THEMES);

effect(() => {
  document.documentElement.style.colorScheme = theme.value === 'system' ? '' : theme.value;
  tint();
});
globalThis.matchMedia?.('(prefers-color-scheme: dark)').addEventListener('change', tint);

/** The browser's own bar has the paper's colour, an organisation's too. */
function tint(): void {
  const paper = getComputedStyle(document.body).backgroundColor;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) meta.content = paper;
}

/** What somebody chose for this device: the only thing that a page writes into the browser's storage. It says nothing of anybody. */
function preference<T extends string>(name: string, choices: readonly [T, ...T[]]): Signal<T> {
  const current = () => choices.find((each) => each === kept(name)) ?? choices[0];
  const chosen = signal<T>(current());
  chosen.subscribe((value) => keep(name, value === choices[0] ? null : value));
  // Chosen in another tab.
  window.addEventListener('storage', ({ key }) => {
    if (key === name || key === null) chosen.value = current();
  });
  return chosen;
}

/** A browser may refuse: then it is remembered as long as the page. */
function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // As above.
  }
}
