import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { Refusal, RefusalCode } from '../contract/index.js';
import { Refused } from '../identity/index.js';
import { Log, nameOf } from '../log/index.js';
import { StoreUnavailable } from '../signals/index.js';

/** Answers with a code and nothing else; the framework's own filter would repeat the payload. */
@Injectable()
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const answer = host.getArgs<unknown[]>().find((arg) => typeof arg === 'function') as ((refusal: Refusal) => void) | undefined;
    const code = codeOf(thrown);
    if (code === 'internal') this.log.error('command failed', { command: host.switchToWs().getPattern(), error: nameOf(thrown) });
    answer?.({ ok: false, code });
  }
}

function codeOf(thrown: unknown): RefusalCode {
  if (thrown instanceof Refused) return thrown.code;
  return thrown instanceof StoreUnavailable ? 'busy' : 'internal';
}
