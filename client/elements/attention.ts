/** What lies under the header that stays in sight; CSS pixels. */
const HEADER = 96;

/**
 * Moves the focus, and brings it into sight within this window only: a page that is embedded, as on the
 * demonstration's stage, must not move the page around it. Not under the header (WCAG 2.4.11).
 */
export function attend(element: HTMLElement | null | undefined): void {
  if (!element) return;
  element.focus({ preventScroll: true });
  const { top } = element.getBoundingClientRect();
  if (top < HEADER || top > window.innerHeight / 2) document.documentElement.scrollTop += top - HEADER;
}
