import type { BrowserContext, Page } from 'playwright-core';

/** How far a page reaches beyond its width (WCAG 1.4.10). */
export function overflowOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`${scrollWidth} px wide`] : [];
  });
}

/** Controls of less than 44 px (WCAG 2.5.5): a choice is as large as its label, and the way into a card as the card. */
export function smallTargetsOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, summary')].flatMap((control) => {
      const around = control.matches('[type=radio], [type=checkbox]') ? 'label' : '.seintje-entry:has(> :is(h2, h3) > button)';
      const target = control.closest<HTMLElement>(around) ?? control;
      if (!target.checkVisibility()) return [];
      const { width, height } = target.getBoundingClientRect();
      const name = control.getAttribute('aria-label') ?? control.textContent ?? control.id;
      return width < 44 || height < 44 ? [`${name}: ${Math.round(width)} × ${Math.round(height)}`] : [];
    }),
  );
}

/** Letters of 200 % (WCAG 1.4.4) with the space of WCAG 1.4.12. */
export const SPACIOUS = `
  html { font-size: 200% }
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`;

/** Words that do not fit the box that they are in; what can be scrolled is not lost, and what is for the ears has no room. */
export function clippedIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isCutBy = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
    const scrolls = (box: Element) => ['auto', 'scroll'].includes(getComputedStyle(box).overflowX);
    const isInScroller = (box: Element | null): boolean => box !== null && (scrolls(box) || isInScroller(box.parentElement));
    const isLost = (box: Element): boolean => {
      if (box.closest('.seintje-unseen') || !box.checkVisibility() || !box.textContent?.trim()) return false;
      const { overflowX, overflowY } = getComputedStyle(box);
      if (isCutBy(overflowX) && box.scrollWidth > box.clientWidth + 1) return true;
      if (isCutBy(overflowY) && box.scrollHeight > box.clientHeight + 1) return true;
      const { left, right } = box.getBoundingClientRect();
      return (left < -1 || right > document.documentElement.clientWidth + 1) && !isInScroller(box.parentElement);
    };
    return [...document.querySelectorAll('body *')]
      .filter((box) => isLost(box) && !isLost(box.parentElement!))
      .map((box) => `cut: ${box.outerHTML.slice(0, 120)}`);
  });
}

/** What moves by itself; where somebody asked for less motion, nothing does (WCAG 2.3.3). */
export function movingIn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map((animation) => `moves: ${(animation as CSSAnimation).animationName}`),
  );
}

/** Controls without an edge, which forced colours would make mere words (WCAG 1.4.11). The clock is a page of its own. */
export function edgelessIn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button:not(.seintje-cover), input, select, a.seintje-button')].flatMap(
      (control) => {
        if (!control.checkVisibility() || control.matches('[type=radio], [type=checkbox]')) return [];
        const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(
          control.closest('.seintje-entry, label.seintje-button') ?? control,
        );
        const hasEdge = parseFloat(borderTopWidth) > 0 && borderTopStyle !== 'none' && borderTopColor !== 'rgba(0, 0, 0, 0)';
        return hasEdge ? [] : [`no edge: ${control.outerHTML.slice(0, 120)}`];
      },
    ),
  );
}

/** What lies under something else when it has the focus, as under a header that stays in sight (WCAG 2.4.11). */
export function hiddenFocusIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const before = document.activeElement as HTMLElement | null;
    const found = [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, summary')].flatMap((control) => {
      if (!control.checkVisibility()) return [];
      control.focus();
      // Behind something that has to be answered first nothing takes it.
      if (document.activeElement !== control) return [];
      // Of words that go on on the next line, the first.
      const { left, top, width, height } = control.getClientRects()[0]!;
      const places = [0.1, 0.5, 0.9].map((part) => document.elementFromPoint(left + width / 2, top + height * part));
      const isSeen = places.some((there) => there && (control.contains(there) || there.closest('label')?.contains(control)));
      return isSeen ? [] : [`hidden focus: ${control.outerHTML.slice(0, 120)}`];
    });
    before?.focus({ preventScroll: true });
    return found;
  });
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
