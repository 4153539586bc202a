import { build, type Plugin } from 'vite';

/** Builds the worker that notifications wake: a script of its own, at an address that never changes. */
export function worker(): Plugin {
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
