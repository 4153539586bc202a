import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  Equals,
  IsObject,
  Matches,
  Validate,
  ValidateIf,
  ValidateNested,
  ValidatorConstraint,
} from 'class-validator';
import type { ValidationArguments, ValidatorConstraintInterface } from 'class-validator';
import { type DeviceKey, type Envelope, type EnvelopeEntry, LIMITS } from '../contract/index.js';

/** base64url without padding (RFC 7515 §2), of exactly so many characters. */
const base64url = (characters: number) => new RegExp(`^[A-Za-z0-9_-]{${characters}}$`);

/** base64url of `{"enc":"A256GCM"}`. */
const PLAIN_HEADER = 'eyJlbmMiOiJBMjU2R0NNIn0';
/** With the single recipient's `epk` in it: all its values have a fixed length. */
const HEADER_WITH_KEY = base64url(200);

/** The protected header: the cipher, and with a single recipient the ephemeral key; nothing else fits in it. */
@ValidatorConstraint()
class IsProtectedHeader implements ValidatorConstraintInterface {
  validate(value: unknown, args?: ValidationArguments): boolean {
    const { recipients } = args?.object as Partial<Envelope>;
    if (!Array.isArray(recipients)) return false;
    if (value === PLAIN_HEADER) return recipients.length > 1 && recipients.every((entry) => entry?.header?.epk);
    if (typeof value !== 'string' || !HEADER_WITH_KEY.test(value) || recipients.length !== 1 || recipients[0]?.header?.epk)
      return false;
    try {
      const { enc, epk, ...others } = JSON.parse(Buffer.from(value, 'base64url').toString()) as { enc: unknown; epk: DeviceKey };
      const { kty, crv, x, y, ...more } = epk;
      const known = enc === 'A256GCM' && kty === 'EC' && crv === 'P-256' && COORDINATE.test(x) && COORDINATE.test(y);
      return known && Object.keys(others).length + Object.keys(more).length === 0;
    } catch {
      return false;
    }
  }
}

const COORDINATE = base64url(43);

export class DeviceKeyDto implements DeviceKey {
  @Equals('EC')
  kty: 'EC';

  @Equals('P-256')
  crv: 'P-256';

  @Matches(COORDINATE)
  x: string;

  @Matches(COORDINATE)
  y: string;
}

class EntryHeaderDto {
  @Equals('ECDH-ES+A256KW')
  alg: 'ECDH-ES+A256KW';

  @Matches(base64url(43))
  kid: string;

  @ValidateIf((header: EntryHeaderDto) => header.epk !== undefined)
  @IsObject()
  @ValidateNested()
  @Type(() => DeviceKeyDto)
  epk?: DeviceKeyDto;
}

class EntryDto implements EnvelopeEntry {
  @Matches(base64url(54))
  encrypted_key: string;

  // Nested validation takes an array of objects for an object.
  @IsObject()
  @ValidateNested()
  @Type(() => EntryHeaderDto)
  header: EntryHeaderDto;
}

/**
 * An envelope of exactly the size that its number of devices gives it: every value has one length, so there is
 * no room for anything beside the padded content. What is in it the server cannot see.
 */
export class EnvelopeDto implements Envelope {
  @Validate(IsProtectedHeader)
  protected: string;

  @Matches(base64url(16))
  iv: string;

  @Matches(base64url(Math.ceil((LIMITS.contentBytes * 4) / 3)))
  ciphertext: string;

  @Matches(base64url(22))
  tag: string;

  /** Compared letter by letter with the expected binding where the audience is known. */
  @Matches(/^[A-Za-z0-9_-]{67}$|^[A-Za-z0-9_-]{108}$/)
  aad: string;

  @ArrayMinSize(1)
  @ArrayMaxSize(LIMITS.devices)
  @ArrayUnique((entry: EntryDto | null) => entry?.header?.kid)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => EntryDto)
  recipients: EntryDto[];
}
