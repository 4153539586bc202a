import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Response } from 'express';
import type { RefusalCode } from '../contract/index.js';
import { Log, nameOf } from '../log/index.js';
import { Refused } from './refused.js';

const STATUS: Partial<Record<RefusalCode, number>> = {
  unauthorised: 401,
  'session-ended': 401,
  'not-recognised': 401,
  'not-allowed': 403,
  'step-up-required': 403,
  'invitation-unknown': 404,
  'unknown-person': 404,
  'unknown-batch': 404,
  'too-fast': 429,
  'too-large': 413,
  malformed: 400,
};

/** The HTTP status of a refusal (RFC 9110 §15). */
export function statusOfRefusal(code: RefusalCode): number {
  return code === 'internal' ? 500 : (STATUS[code] ?? 409);
}

/** REST errors as application/problem+json (RFC 9457), with our code; nothing that came in is repeated. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const { status, code } = readThrown(thrown);
    if (status >= 500) this.log.error('request failed', { error: nameOf(thrown) });
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) return;
    const body = { type: 'about:blank', title: STATUS_CODES[status], status, code };
    response.status(status).type('application/problem+json').send(JSON.stringify(body));
  }
}

function readThrown(thrown: unknown): { status: number; code: RefusalCode | 'not-found' } {
  if (thrown instanceof Refused) return { status: statusOfRefusal(thrown.code), code: thrown.code };
  const status = statusOf(thrown);
  if (status === 404) return { status, code: 'not-found' };
  if (status === 413) return { status, code: 'too-large' };
  return status < 500 ? { status, code: 'malformed' } : { status: 500, code: 'internal' };
}

/** Nest's exceptions, and those of Express's body parser. */
function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status = (thrown as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
