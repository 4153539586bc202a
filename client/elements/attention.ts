/** What lies under the header that stays in sight; CSS pixels. */
const HEADER = 96;

/**
 * Moves the focus, and brings it into sight within this window only: a page that is embedded, as on the
 * demonstration's stage, must not move the page around it. Not under the header (WCAG 2.4.11).
 */
export function attend(element: HTMLElement | null | undefined): void {
  if (!element?.isConnected) return;
  element.focus({ preventScroll: true });
  const { top } = element.getBoundingClientRect();
  if (top < HEADER || top > window.innerHeight / 2) document.documentElement.scrollTop += top - HEADER;
}

/** The heading of the page that is shown: of several roles, of the one in front, and of its places the last. */
export function shownHeading(): HTMLElement | null {
  const headings = [...document.querySelectorAll<HTMLElement>('main h1')];
  return headings.find((heading) => !heading.closest('main [hidden]')) ?? null;
}

/**
 * What had the focus is gone: it goes to what was around it, or else to the heading (WCAG 2.4.3). Nothing scrolls, since
 * what the person did is answered where they are.
 */
export async function keepFocus(around?: HTMLElement | null): Promise<void> {
  // By then the page is as it will be.
  await Promise.resolve();
  if (document.activeElement !== document.body) return;
  (around?.isConnected ? around : shownHeading())?.focus({ preventScroll: true });
}
