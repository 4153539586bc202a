import { Type } from 'class-transformer';
import { IsBoolean, IsObject, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { LIMITS, type Payload, SCHOOL_CODE } from '../contract/index.js';
import { EnvelopeDto, IdDto } from '../sockets/index.js';

export class FindDto implements Payload<'schools:find'> {
  @IsString()
  @MaxLength(LIMITS.queryLength)
  query: string;
}

export class DrillDto extends IdDto implements Payload<'drill:send'> {
  /** BRIN and vestiging: four and two characters. */
  @Matches(SCHOOL_CODE)
  school: string;

  @IsObject()
  @ValidateNested()
  @Type(() => EnvelopeDto)
  sealed: EnvelopeDto;
}

export class SendDto extends DrillDto implements Payload<'signal:send'> {
  @IsBoolean()
  drill: boolean;
}
