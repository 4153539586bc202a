import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { FilesInterceptor } from '@nestjs/platform-express';
import type { Request } from 'express';
import { Clock } from '../../clock/index.js';
import { mustBeProven, type Principal, Refused } from '../../identity/index.js';
import type { Upload } from '../../imports/index.js';

/** Bytes in all. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_FILES = 8;
/** What stands around files on their way. */
const AROUND = 64 * 1024;

/** A file as it was taken out of the request. */
export interface TakenFile {
  originalname: string;
  buffer: Buffer;
}

/** multipart/form-data (RFC 7578) with `files`, in memory alone. */
export function Files({ fields }: { fields: number }) {
  const limits = { fileSize: MOST_BYTES, files: MOST_FILES, fields, fieldSize: 100, parts: MOST_FILES + fields };
  // Browsers send the names of files in UTF-8 (RFC 7578, 4.2).
  const options = { limits, defParamCharset: 'utf8' };
  return FilesInterceptor('files', MOST_FILES, options);
}

/** @throws Refused malformed where there is none; too-large */
export function uploadsOf(files: TakenFile[] | undefined): Upload[] {
  if (!files || files.length === 0) throw new Refused('malformed');
  if (files.reduce((sum, { buffer }) => sum + buffer.length, 0) > MOST_BYTES) throw new Refused('too-large');
  return files.map(({ originalname, buffer }) => ({
    name: originalname.replace(/[\p{Cc}\p{Cs}]/gu, '').slice(0, 100),
    bytes: buffer,
  }));
}

/** Before a byte is kept: who may not, or brings too much, or brings another one meanwhile, is told so. */
@Injectable()
export class UploadGuard implements CanActivate {
  /** Ids of organisations. */
  private readonly coming = new Set<string>();

  constructor(private readonly clock: Clock) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<Request & { principal: Principal }>();
    const { principal, headers } = request;
    mustBeProven(principal, this.clock.now());
    // Without a length it would end nowhere.
    const length = Number(headers['content-length'] ?? Number.NaN);
    if (!(length >= 0)) throw new Refused('malformed');
    if (length > MOST_BYTES + AROUND) throw new Refused('too-large');
    const { organisation } = principal;
    if (this.coming.has(organisation)) throw new Refused('busy');
    this.coming.add(organisation);
    http.getResponse<import('express').Response>().once('close', () => this.coming.delete(organisation));
    return true;
  }
}
