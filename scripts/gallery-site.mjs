import express from 'express';
import { ensureGallery } from './ensure.mjs';

/**
 * Builds the gallery where needed, and serves it to this machine on a free port.
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function serveGallery() {
  await ensureGallery();
  const server = express().use(express.static('dist/gallery')).listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  return {
    url: `http://127.0.0.1:${server.address().port}/gallery.html`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
