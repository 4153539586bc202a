import { signal } from '@preact/signals';
import type { ComponentType, FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { loadWords, type Pack, t } from '../words/words.js';
import { needed } from './loading.js';

/** A page that is loaded when it is first shown, or fetched before. */
export type Lazy<P> = FunctionComponent<P> & { fetch: (isAwaited?: boolean) => Promise<unknown> };

/**
 * @param load where the page is
 * @param packs the words that it needs beside those that everybody has
 */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>, packs: Pack[] = []): Lazy<P> {
  const loaded = signal<ComponentType<P> | null>(null);
  const fetch = needed(async () => {
    const [page] = await Promise.all([load(), ...packs.map(loadWords)]);
    loaded.value = page;
  });
  function Lazily(props: P) {
    useEffect(() => void fetch(), []);
    const Page = loaded.value;
    return Page ? <Page {...props} /> : <p role="status">{t('app.starting')}</p>;
  }
  return Object.assign(Lazily, { fetch });
}
