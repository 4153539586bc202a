import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Content } from '../../../src/sealed/index.js';

/** Where something of a pupil can be in a tab. */
export interface Traces {
  /** The markup, and what is in its fields. */
  markup: string;
  /** What assistive technology is told. */
  tree: string;
  /** Title, address, history and the name of the window. */
  outside: string;
  /** Every store of the browser that a page can reach. */
  stores: string;
}

export async function tracesIn(page: Page): Promise<Traces> {
  const session = await page.context().newCDPSession(page);
  const tree = JSON.stringify(await session.send('Accessibility.getFullAXTree'));
  await session.detach();
  return { tree, ...(await page.evaluate(collect)) };
}

/** Runs in the page. */
async function collect(): Promise<Omit<Traces, 'tree'>> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('refused'));
    });
  const rows: unknown[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const records = database.transaction(store).objectStore(store);
      rows.push(name, store, await settled(records.getAllKeys()), await settled(records.getAll()));
    }
    database.close();
  }
  const values = [...document.querySelectorAll<HTMLInputElement>('input, select, textarea')].map(({ value }) => value);
  return {
    markup: document.documentElement.outerHTML + JSON.stringify(values),
    outside: JSON.stringify([document.title, location.href, history.state, history.length, window.name, document.cookie]),
    stores: JSON.stringify([rows, { ...localStorage }, { ...sessionStorage }, await caches.keys()]),
  };
}

/** The texts by which a pupil would be recognised: as typed, as sealed and as shown. */
export function textsOf({ name, dateOfBirth }: Content): string[] {
  const shown = new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(dateOfBirth));
  return [...name.split(' van '), dateOfBirth, shown];
}

export function expectNothingOf(pupil: Content, traces: Partial<Traces>): void {
  const found = Object.entries(traces).flatMap(([place, text]) =>
    textsOf(pupil)
      .filter((each) => text.includes(each))
      .map((each) => `${place}: ${each}`),
  );
  expect(found).toEqual([]);
}
