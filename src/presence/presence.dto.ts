import { Matches } from 'class-validator';
import type { Payload } from '../contract/index.js';

export class ChallengeDto implements Payload<'presence:challenge'> {
  /** RFC 7638 thumbprint. */
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  device: string;
}

export class CheckInDto extends ChallengeDto implements Payload<'presence:check-in'> {
  /** 32 bytes, base64url without padding (RFC 7515 §2). */
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  proof: string;
}
