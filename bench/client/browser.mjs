/** Somebody of the demonstration opens their page in a browser of their own. */
export async function opensPage(browser, url, name) {
  const { people } = await (await fetch(`${url}/v1/demonstration`)).json();
  const { id } = people.find((person) => person.name === name);
  const context = await browser.newContext();
  await context.request.post(`${url}/v1/demonstration/sessions`, { data: { person: id } });
  const page = await context.newPage();
  await page.goto(`${url}/deel/${id}`);
  await page.getByText(/^Verbonden · /).first().waitFor(); // prettier-ignore
  const leaves = async () => {
    await context.request.delete(`${url}/v1/session`, { headers: { 'x-seintje-part': id } });
    await context.close();
  };
  return { page, leaves, press: (button) => page.getByRole('button', { name: button, exact: true }).click() };
}

/** The moment at which a heading with these words is drawn. */
export function seen({ page }, words) {
  return page.evaluate(
    (wanted) =>
      new Promise((resolve) => {
        const isThere = () =>
          [...document.querySelectorAll('h1, h2, h3')].some(({ textContent }) => textContent.includes(wanted));
        const look = () => {
          if (!isThere()) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())));
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true, characterData: true });
        look();
      }),
    words,
  );
}

/** Presses a button. @returns the moment of the click in the page */
export async function clicked({ page }, button) {
  await page.evaluate(() => {
    addEventListener('click', () => (window.clickedAt = performance.timeOrigin + performance.now()), {
      capture: true,
      once: true,
    });
  });
  await page.getByRole('button', { name: button, exact: true }).click();
  return page.evaluate(() => window.clickedAt);
}
