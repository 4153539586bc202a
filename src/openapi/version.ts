import { existsSync, readFileSync } from 'node:fs';
import type { NextFunction, Request, Response } from 'express';

/** The source and what is built of it lie at different depths. */
const PACKAGE = ['../../package.json', '../../../package.json'].map((path) => new URL(path, import.meta.url)).find(existsSync)!;

/** Semantic (NL API Design Rules, /core/semver). */
export const VERSION = (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }).version;

/** The full version in every answer of the API, also where it refuses (NL API Design Rules, /core/version-header). */
export function sayVersion({ path }: Request, response: Response, next: NextFunction): void {
  if (/^\/(v1\/|openapi\.json$)/.test(path)) response.set('API-Version', VERSION);
  next();
}
