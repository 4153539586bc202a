import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsUUID, Matches, MaxLength, ValidateIf } from 'class-validator';
import type { Sector } from '../../contract/index.js';

export class SectorsDto {
  /** One for each file, in order; of one file a form has one word. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @IsArray()
  @ArrayMaxSize(8)
  @IsIn(['po', 'vo', 'mbo'], { each: true })
  sectors: Sector[];
}

export class InvitationsDto {
  /** null: everybody with a role who has never signed in. */
  @ValidateIf(({ people }: InvitationsDto) => people !== null)
  @IsArray()
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  people: string[] | null;
}

export class MunicipalitiesDto {
  @IsArray()
  @ArrayMaxSize(1000)
  @Matches(/^\d{4}$/, { each: true })
  codes: string[];
}

export class ApprovalDto {
  @MaxLength(100)
  fingerprint: string;
}

export class ConfirmationDto extends ApprovalDto {
  @IsBoolean()
  removes: boolean;

  @IsBoolean()
  invites: boolean;
}
