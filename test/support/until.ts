/** How long it may take, in ms: on a machine with much to do another process gets its turn late. */
const PATIENCE = 30_000;
/** Real time, also where a test has a clock of its own. */
const now = performance.now.bind(performance);

/** What the server does by itself, as after a page has gone, comes a few round trips later. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = now() + PATIENCE; now() < end;) {
    if (await holds()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('it never came so far');
}
