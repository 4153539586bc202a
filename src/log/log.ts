import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, pino, stdTimeFunctions } from 'pino';

/** The only fields a line may have. None of them names anybody, and none can be joined to a signal. */
interface Fields {
  /** A refusal or fault code from a closed list. */
  code?: string;
  /** The name of an error's class, never its message: messages repeat what came in. */
  error?: string;
  /** The command or route, as it is written in our own source. */
  command?: string;
}

/** JSON lines, one per happening (ASVS 16.2). */
export class Log {
  private readonly pino;

  /** @param destination standard output where left out */
  constructor(destination?: DestinationStream) {
    this.pino = pino(
      { base: null, timestamp: stdTimeFunctions.isoTime, formatters: { level: (level) => ({ level }) } },
      destination,
    );
  }

  warn(happening: string, fields: Fields = {}): void {
    this.pino.warn(fields, happening);
  }

  error(happening: string, fields: Fields = {}): void {
    this.pino.error(fields, happening);
  }
}

/** Nest's own words: its warnings and errors are kept, as a class name and nothing that came in from outside. */
export class NestLog implements LoggerService {
  constructor(private readonly out: Log) {}

  log(): void {}

  warn(message: unknown): void {
    this.out.warn('framework warning', { error: nameOf(message) });
  }

  error(message: unknown): void {
    this.out.error('framework error', { error: nameOf(message) });
  }
}

/** The class of an error, or the type of anything else that was thrown. */
export function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.constructor.name : typeof thrown;
}
