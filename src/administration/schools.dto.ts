import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsISO8601,
  IsUUID,
  Matches,
  Validate,
  ValidateIf,
  ValidateNested,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { type Holiday, type Hours, SCHOOL_CODE, type SchoolState, type Sector, type Weekday } from '../contract/index.js';
import { SearchDto } from './administration.dto.js';

const SECTORS = ['po', 'vo', 'mbo'] as const;
const STATES = ['not-ready', 'testing', 'live'] as const;
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** One line of text that begins and ends with something. */
const NAME = /^(?!\s)[^\p{C}\p{Zl}\p{Zp}]{1,100}(?<!\s)$/u;
const SHORT = /^(?!\s)[^\p{C}\p{Zl}\p{Zp}]{1,60}(?<!\s)$/u;
/** As people write a number; empty where nobody knows it yet. */
export const PHONE = /^(|\+?[\d ()/-]{6,25})$/;

/** Without the spaces that were typed around it. */
export const Trimmed = () => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

/** Bell before end, on weekdays 1 to 7 (ISO 8601). */
@ValidatorConstraint({ name: 'areHours' })
class AreHours implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    return Object.entries(value).every(([day, times]) => /^[1-7]$/.test(day) && isDay(times));
  }
}

function isDay(times: unknown): boolean {
  if (typeof times !== 'object' || times === null || Object.keys(times).length !== 2) return false;
  const { bell, end } = times as Record<string, unknown>;
  return typeof bell === 'string' && typeof end === 'string' && TIME.test(bell) && TIME.test(end) && bell < end;
}

/** In order each, and none over another. */
@ValidatorConstraint({ name: 'doNotOverlap' })
class DoNotOverlap implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    if (!Array.isArray(value) || !value.every(Boolean)) return false;
    const list = [...(value as Holiday[])].sort((a, b) => (a.first < b.first ? -1 : 1));
    return list.every(({ first, last }, at) => first <= last && (at === 0 || list[at - 1]!.last < first));
  }
}

export class SchoolsSearchDto extends SearchDto {
  @ValidateIf(({ state }: SchoolsSearchDto) => state !== null && state !== undefined)
  @IsIn(STATES)
  state?: SchoolState | null;
}

class SchoolDescribedDto {
  @Trimmed()
  @Matches(NAME)
  name: string;

  @Trimmed()
  @Matches(NAME)
  place: string;

  @IsIn(SECTORS)
  sector: Sector;

  @Trimmed()
  @Matches(PHONE)
  phone: string;
}

export class SchoolAddedDto extends SchoolDescribedDto {
  /** BRIN and location: six digits and capitals. */
  @Matches(SCHOOL_CODE)
  code: string;
}

export class SchoolEditedDto extends SchoolDescribedDto {
  @Validate(AreHours)
  hours: Hours;
}

class HolidayDto implements Holiday {
  @Matches(DATE)
  @IsISO8601({ strict: true })
  first: string;

  @Matches(DATE)
  @IsISO8601({ strict: true })
  last: string;

  @Trimmed()
  @Matches(SHORT)
  name: string;
}

export class HolidaysDto {
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => HolidayDto)
  @Validate(DoNotOverlap)
  holidays: HolidayDto[];
}

export class SchoolStateDto {
  @IsIn(STATES)
  state: SchoolState;
}

export class GroupNameDto {
  @Trimmed()
  @Matches(SHORT)
  name: string;
}

class TeachingDto {
  @IsUUID()
  person: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(DAYS, { each: true })
  weekdays: Weekday[];
}

export class GroupDto extends GroupNameDto {
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique((teaching: TeachingDto | null) => teaching?.person)
  @ValidateNested({ each: true })
  @Type(() => TeachingDto)
  teachers: TeachingDto[];
}
