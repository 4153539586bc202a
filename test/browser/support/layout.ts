import type { BrowserContext, Page } from 'playwright-core';

/** How far a page reaches beyond its width (WCAG 1.4.10). */
export function overflowOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`${scrollWidth} px wide`] : [];
  });
}

/** Controls of less than 44 px (WCAG 2.5.5); a radio button or a summary is as large as what can be pressed around it. */
export function smallTargetsOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, summary')].flatMap((control) => {
      const target = control.matches('[type=radio]') ? (control.closest('label') ?? control) : control;
      if (!target.checkVisibility()) return [];
      const { width, height } = target.getBoundingClientRect();
      const name = control.getAttribute('aria-label') ?? control.textContent ?? control.id;
      return width < 44 || height < 44 ? [`${name}: ${Math.round(width)} × ${Math.round(height)}`] : [];
    }),
  );
}

/** From the first moment on, keeps in `window.said` what the live regions of every page of this browser hold. */
export async function recordsLiveRegions(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const said: string[] = [];
    (window as { said?: string[] }).said = said;
    new MutationObserver(() => {
      for (const region of document.querySelectorAll('[role=alert], [role=status], [role=log], [aria-live]')) {
        const text = region.textContent?.trim();
        if (text && !said.includes(text)) said.push(text);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}
