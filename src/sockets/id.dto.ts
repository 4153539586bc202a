import { IsUUID, Matches } from 'class-validator';
import type { IdPayload } from '../contract/index.js';

/** A signal's id: UUID v4 (RFC 9562), 122 random bits. */
export class IdDto implements IdPayload {
  @IsUUID('4')
  id: string;
}

/** A signal, and the device that will read it. */
export class OpenDto extends IdDto {
  /** RFC 7638 thumbprint. */
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  device: string;
}
