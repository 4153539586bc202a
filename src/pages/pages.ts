import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';
import staticGzip from 'express-static-gzip';
import helmet from 'helmet';
import type { Config } from '../config/index.js';

const BUILT = fileURLToPath(new URL('../../client', import.meta.url));

/** The client as built, under a strict policy: nothing from elsewhere, nothing inline but what was built so, no strings as code. */
export function servePages(app: NestExpressApplication, { demonstration, theme }: Config, built = BUILT): void {
  // The stage of the demonstration shows three parts side by side; nobody else may frame a page.
  const framing = demonstration ? ["'self'"] : ["'none'"];
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'", ...hashesIn(built)],
          styleSrc: ["'self'"],
          fontSrc: ["'self'"],
          imgSrc: ["'self'"],
          connectSrc: ["'self'"],
          workerSrc: ["'self'"],
          manifestSrc: ["'self'"],
          frameSrc: framing,
          frameAncestors: framing,
          baseUri: ["'none'"],
          formAction: ["'none'"],
          requireTrustedTypesFor: ["'script'"],
          // The one thing that a page makes of a text: where its worker is (client/connection/worker.ts).
          trustedTypes: ['seintje-worker'],
        },
      },
      frameguard: { action: demonstration ? 'sameorigin' : 'deny' },
      referrerPolicy: { policy: 'no-referrer' },
    }),
  );
  const forEver = { immutable: true, maxAge: '1y', fallthrough: false };
  app.use('/assets', staticGzip(join(built, 'assets'), { enableBrotli: true, orderPreference: ['br'], serveStatic: forEver }));
  // Without one: the empty stylesheet that was built.
  app.use('/theme.css', (_: Request, response: Response, next: NextFunction) => {
    if (theme === null) return next();
    response.set('Cache-Control', 'no-store').type('css').send(theme);
  });
  app.use(
    express.static(built, {
      index: false,
      cacheControl: false,
      setHeaders: (response) => response.set('Cache-Control', 'no-store'),
    }),
  );
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!['GET', 'HEAD'].includes(request.method) || !PAGE.test(request.path)) return next();
    response.set('Cache-Control', 'no-store').sendFile('index.html', { root: built, cacheControl: false });
  });
}

/**
 * The addresses that are pages: the start, what a one-time link leads to, where a new proof ends, and one part of the
 * demonstration. No signal and nobody's name is ever in one.
 */
const PAGE = /^\/(uitnodiging|gelukt|deel\/[0-9a-f-]{36}\/?)?$/;

/** The one thing that stands in the page itself: the import map, with the hash of every script that is loaded later. */
function hashesIn(built: string): string[] {
  const map = /<script type="importmap">([^<]*)<\/script>/.exec(readFileSync(join(built, 'index.html'), 'utf8'))?.[1];
  return map ? [`'sha256-${createHash('sha256').update(map).digest('base64')}'`] : [];
}
