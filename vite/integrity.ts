import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Writes the sha384 of every built script and stylesheet into the page (W3C Subresource Integrity; for what is loaded later the
 * import map's `integrity`, WHATWG HTML 8.1.6.2), and publishes the page's own.
 * @param name of the page
 */
export function integrity(name: string): Plugin {
  return {
    name: 'seintje:integrity',
    apply: 'build',
    enforce: 'post',
    writeBundle({ dir }) {
      if (!dir) throw new Error('no output folder');
      const page = join(dir, name);
      const hashOf = (file: string) =>
        `sha384-${createHash('sha384')
          .update(readFileSync(join(dir, file)))
          .digest('base64')}`;
      const scripts = readdirSync(join(dir, 'assets'))
        .filter((file) => file.endsWith('.js'))
        .sort();
      const hashes = Object.fromEntries(scripts.map((file) => [`/assets/${file}`, hashOf(`assets/${file}`)]));
      const signed = readFileSync(page, 'utf8')
        .replace(
          /<(?:script|link)\b[^>]*?\b(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g,
          (tag, file: string) => `${tag} integrity="${hashOf(file)}"`,
        )
        // Before anything is loaded.
        .replace(/(?=<script type="module")/, `<script type="importmap">${JSON.stringify({ integrity: hashes })}</script>\n    `);
      writeFileSync(page, signed);
      // The page names the hashes of all that was built, so its own hash is that of the client; the worker is on its own. A theme
      // comes from the server, and is checked there.
      const published = [name, 'worker.js'].filter((file) => existsSync(join(dir, file)));
      writeFileSync(join(dir, 'integrity.txt'), published.map((file) => `${hashOf(file)}  ${file}\n`).join(''));
    },
  };
}
