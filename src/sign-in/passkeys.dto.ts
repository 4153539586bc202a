import { Type } from 'class-transformer';
import { Equals, IsArray, IsBoolean, IsObject, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';

/** base64url (RFC 7515 §2) of so many characters at the most. */
const Bytes = (most: number) => Matches(new RegExp(`^[A-Za-z0-9_-]{1,${most}}$`));

/** What every credential of a browser says of itself (W3C WebAuthn 3, 5.1.8); the library reads the rest. */
class CredentialDto {
  @Bytes(2_000)
  id: string;

  @Bytes(2_000)
  rawId: string;

  @Equals('public-key')
  type: 'public-key';

  @IsOptional()
  @IsString()
  @MaxLength(40)
  authenticatorAttachment?: string;

  @IsObject()
  clientExtensionResults: object;
}

class AssertionDto {
  @Bytes(2_000)
  clientDataJSON: string;

  @Bytes(4_000)
  authenticatorData: string;

  @Bytes(4_000)
  signature: string;

  @IsOptional()
  @Bytes(200)
  userHandle?: string;
}

class AttestationDto {
  @Bytes(2_000)
  clientDataJSON: string;

  @Bytes(20_000)
  attestationObject: string;

  @IsOptional()
  @Bytes(20_000)
  authenticatorData?: string;

  @IsOptional()
  @Bytes(4_000)
  publicKey?: string;

  @IsOptional()
  publicKeyAlgorithm?: number;

  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  transports?: string[];
}

class ProofDto extends CredentialDto {
  @IsObject()
  @ValidateNested()
  @Type(() => AssertionDto)
  response: AssertionDto;
}

class MadeDto extends CredentialDto {
  @IsObject()
  @ValidateNested()
  @Type(() => AttestationDto)
  response: AttestationDto;
}

export class NameDto {
  /** What the person calls it. */
  @IsString()
  @Matches(/\S/)
  @MaxLength(60)
  name: string;
}

export class SignInDto {
  /** Whoever is signed in here proves it anew: nobody else may. */
  @IsOptional()
  @IsBoolean()
  again?: boolean;

  @IsObject()
  @ValidateNested()
  @Type(() => ProofDto)
  credential: ProofDto;
}

export class NewPasskeyDto extends NameDto {
  @IsObject()
  @ValidateNested()
  @Type(() => MadeDto)
  credential: MadeDto;
}

export class SecretDto {
  /** Of a link: 256 random bits. */
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  secret: string;
}

export class AcceptDto extends NewPasskeyDto {
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  secret: string;
}
