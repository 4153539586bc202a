import type { BrowserContext, Request } from 'playwright-core';

/** What a first load weighs as it travels, compressed, in bytes. */
export interface Weight {
  script: number;
  all: number;
}

/** Weighs what the pages of this browser load; what would be fetched while nothing else is done is left out. */
export async function weighs(context: BrowserContext): Promise<() => Promise<Weight>> {
  const loaded: Request[] = [];
  context.on('requestfinished', (request) => loaded.push(request));
  await context.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  return async () => {
    const weight = { script: 0, all: 0 };
    for (const request of loaded) {
      const kind = request.resourceType();
      if (!['document', 'script', 'stylesheet', 'font', 'image', 'manifest'].includes(kind)) continue;
      const { responseBodySize } = await request.sizes();
      weight.all += responseBodySize;
      if (kind === 'script') weight.script += responseBodySize;
    }
    return weight;
  };
}
