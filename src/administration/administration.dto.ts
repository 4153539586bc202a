import { Transform } from 'class-transformer';
import { IsAscii, IsEmail, IsIn, IsISO8601, IsOptional, IsUUID, Matches, MaxLength, ValidateIf } from 'class-validator';
import { type RoleName, SCHOOL_CODE } from '../contract/index.js';

const ROLES = ['sender', 'recipient', 'teacher', 'administrator'] as const;

export class SearchDto {
  @MaxLength(100)
  query: string;
}

export class AddressDto {
  // The directory keeps addresses without capitals.
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().toLowerCase() : value))
  @IsEmail()
  @IsAscii()
  @MaxLength(254)
  email: string;
}

export class NewPersonDto extends AddressDto {
  /** Letters and marks of any script, spaces, and `' - .`. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @Matches(/^(?=.*\p{L})[\p{L}\p{M} .'’-]{1,100}$/u)
  name: string;
}

export class HeldRoleDto {
  @IsIn(ROLES)
  role: RoleName;

  /** Its code; null for a role of the whole organisation. */
  @ValidateIf(({ school }: HeldRoleDto) => school !== null)
  @Matches(SCHOOL_CODE)
  school: string | null;
}

export class RoleDto extends HeldRoleDto {
  /** What the person is called there: letters and marks of any script, and what stands between them. */
  @Matches(/^[\p{L}\p{M}\p{N} .,'’/()&-]{1,60}$/u)
  title: string;
}

export class AbsenceDto {
  @IsUUID()
  person: string;

  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  day: string;
}

export class SubstituteDto extends AbsenceDto {
  @IsUUID()
  group: string;
}

export class SchoolDto {
  @Matches(SCHOOL_CODE)
  school: string;
}

export class BeforeDto {
  /** The id of a record. */
  @IsOptional()
  @Matches(/^\d{1,15}$/)
  before?: string;
}
