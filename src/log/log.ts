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

/** What is recorded. */
export type Action =
  | 'sign-in'
  | 'sign-out'
  | 'passkey-made'
  | 'passkey-removed'
  | 'passkey-copied'
  | 'account-bound'
  | 'device-approved'
  | 'device-refused'
  | Held
  | Administration;

/** What is refused before it is looked at, or a socket that is; by whom is told by a mark that changes at every start. */
type Held = 'handshake' | 'connection' | 'command' | 'request';

/** What administrators do: a change by its kind, with `asked` for a result where it waits for another administrator. */
export type Administration =
  | 'invitation'
  | 'invitation-revoked'
  | 'address'
  | 'role'
  | 'role-removed'
  | 'person-added'
  | 'person-removed'
  | 'substitute'
  | 'substitute-removed'
  | 'absence'
  | 'absence-removed'
  | 'sessions-ended'
  | 'passkeys-removed'
  | 'approval'
  | 'refusal'
  | 'withdrawal'
  | 'session-ended'
  | 'settings'
  | 'school'
  | 'school-added'
  | 'school-state'
  | 'school-removed'
  | 'holidays'
  | 'group'
  | 'group-removed'
  | 'import'
  | 'invitations';

/** Who did what to whom, and what came of it (BIO2 8.15). People and things by their ids; of a signal there is never one. */
interface Recorded {
  /** Who did it; null: nobody knows. */
  actor: string | null;
  /** Whom or what it was done to. */
  object?: string;
  /** `done`, or the code of the refusal. */
  result: string;
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

  /** Sign-in and administration. */
  record(action: Action, what: Recorded): void {
    this.pino.info(what, action);
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
