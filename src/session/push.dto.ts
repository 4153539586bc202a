import { ECDH } from 'node:crypto';
import { IsString, Matches, MaxLength, Validate, ValidatorConstraint, type ValidatorConstraintInterface } from 'class-validator';
import { LIMITS, type Payload } from '../contract/index.js';

/** An uncompressed point of P-256 (SEC 1, 2.3.3), in base64url without padding; one that is not on the curve could not be encrypted to. */
@ValidatorConstraint()
class IsPoint implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    if (typeof value !== 'string' || !/^B[A-Za-z0-9_-]{86}$/.test(value)) return false;
    try {
      return ECDH.convertKey(value, 'prime256v1', 'base64url', 'base64url', 'uncompressed') === value;
    } catch {
      return false;
    }
  }
}

/** What a browser says of its subscription; whether the address is one of a push service is for `src/push` to say. */
export class SubscribeDto implements Payload<'push:subscribe'> {
  @IsString()
  @MaxLength(LIMITS.endpointLength)
  endpoint: string;

  @Validate(IsPoint)
  p256dh: string;

  // Sixteen bytes; the last of the letters stands for two bits.
  @Matches(/^[A-Za-z0-9_-]{21}[AQgw]$/)
  auth: string;
}
