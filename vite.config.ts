import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { compressed } from './vite/compressed.js';
import { integrity } from './vite/integrity.js';
import { websocketOnly } from './vite/websocket-only.js';
import { words } from './vite/words.js';
import { worker } from './vite/worker.js';

const SHARED = /\/(client\/(elements|words|check-in)|src\/contract)\//;

/** `--mode gallery`: every state of every page, to look at and to test; never beside what the server serves. */
export default defineConfig(({ mode }) => {
  const isGallery = mode === 'gallery';
  const page = isGallery ? 'gallery' : 'index';
  return {
    root: 'client',
    // The manifest and its icons, which stand at addresses of their own.
    publicDir: isGallery ? false : 'public',
    plugins: [
      preact({ devToolsEnabled: false, prefreshEnabled: false }),
      websocketOnly(),
      ...(isGallery ? [] : [words(), worker(), compressed()]),
      integrity(`${page}.html`),
    ],
    build: {
      outDir: isGallery ? '../dist/gallery' : '../dist/client',
      emptyOutDir: true,
      sourcemap: false,
      // Inlined assets would need `data:` in the content security policy.
      assetsInlineLimit: 0,
      // Of what is loaded later the styles are there before: nothing jumps, and the page names the hash of all of them.
      cssCodeSplit: false,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: `client/${page}.html`,
        // What several pages share is one file, and not twenty.
        output: {
          chunkFileNames: ({ name, moduleIds }) =>
            `assets/${name === 'shared' ? name : nameOf(moduleIds.at(-1) ?? '')}-[hash].js`,
          codeSplitting: { groups: [{ name: 'shared', test: SHARED, minShareCount: 2 }] },
        },
      },
    },
  };
});

/** What a file holds, by the folder and the name of its last module: `teacher-page`, `nl-staff`. */
function nameOf(module: string): string {
  return module
    .replace(/\.\w+$/, '')
    .split('/')
    .slice(-2)
    .join('-')
    .replace(/[^\w-]/g, '');
}
