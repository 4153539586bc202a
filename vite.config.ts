import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { IntlMessageFormat } from 'intl-messageformat';
import { build, defineConfig, type Plugin } from 'vite';

/** `--mode gallery`: every state of every page, to look at and to test; never beside what the server serves. */
export default defineConfig(({ mode }) => {
  const page = mode === 'gallery' ? 'gallery' : 'index';
  return {
    root: 'client',
    // The manifest and its icons, which stand at addresses of their own.
    publicDir: mode === 'gallery' ? false : 'public',
    plugins: [
      preact({ devToolsEnabled: false, prefreshEnabled: false }),
      messages(),
      websocketOnly(),
      ...(mode === 'gallery' ? [] : [worker()]),
      integrity(`${page}.html`),
    ],
    build: {
      outDir: mode === 'gallery' ? '../dist/gallery' : '../dist/client',
      emptyOutDir: true,
      sourcemap: false,
      // Inlined assets would need `data:` in the content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // One script, so that the integrity of the page's only script tag covers all of it.
      rolldownOptions: { input: `client/${page}.html`, output: { codeSplitting: false } },
    },
  };
});

/** Parses the ICU messages while building, so that no browser loads the parser (as FormatJS advises). */
function messages(): Plugin {
  return {
    name: 'seintje:messages',
    apply: 'build',
    enforce: 'post',
    config: () => ({
      resolve: { alias: [{ find: /^(@formatjs\/icu-messageformat-parser)$/, replacement: '$1/no-parser.js' }] },
    }),
    async transform(code, id) {
      const language = /\/client\/words\/(nl|en)\.ts$/.exec(id)?.[1];
      if (!language) return null;
      const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Record<string, Record<string, string>>;
      const parsed = Object.entries(module[language] ?? {}).map(([key, message]) => [
        key,
        message.includes('{') ? new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst() : message,
      ]);
      return { code: `export const ${language} = ${JSON.stringify(Object.fromEntries(parsed))};`, map: null };
    },
  };
}

/** Leaves out the transports that the server refuses anyway. */
function websocketOnly(): Plugin {
  return {
    name: 'seintje:websocket-only',
    apply: 'build',
    load: (id) =>
      id.endsWith('/engine.io-client/build/esm/transports/index.js')
        ? `import { WS } from './websocket.js'; export const transports = { websocket: WS };`
        : null,
  };
}

/** Builds the worker that notifications wake: a script of its own, at an address that never changes. */
function worker(): Plugin {
  return {
    name: 'seintje:worker',
    apply: 'build',
    async generateBundle() {
      const built = await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        build: {
          write: false,
          modulePreload: false,
          rolldownOptions: { input: 'client/worker/main.ts', output: { entryFileNames: 'worker.js', format: 'iife' } },
        },
      });
      if (!('output' in built)) throw new Error('no worker was built');
      this.emitFile({ type: 'asset', fileName: 'worker.js', source: built.output[0].code });
    },
  };
}

/** Writes the sha384 of the built script and stylesheet into the page (W3C Subresource Integrity), and publishes its own. */
function integrity(name: string): Plugin {
  return {
    name: 'seintje:integrity',
    apply: 'build',
    enforce: 'post',
    writeBundle({ dir }) {
      if (!dir) throw new Error('no output folder');
      const page = join(dir, name);
      const hashOf = (file: string) =>
        createHash('sha384')
          .update(readFileSync(join(dir, file)))
          .digest('base64');
      const signed = readFileSync(page, 'utf8').replace(
        /<(?:script|link)\b[^>]*?\b(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g,
        (tag, file: string) => `${tag} integrity="sha384-${hashOf(file)}"`,
      );
      writeFileSync(page, signed);
      // The page names the hashes of all that it loads, so its own hash is that of the client; the worker is on its own.
      const published = [name, 'worker.js'].filter((file) => existsSync(join(dir, file)));
      writeFileSync(join(dir, 'integrity.txt'), published.map((file) => `sha384-${hashOf(file)}  ${file}\n`).join(''));
    },
  };
}
