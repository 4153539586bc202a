import { Type } from 'class-transformer';
import { IsObject, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { LIMITS, type Payload } from '../contract/index.js';
import { EnvelopeDto, IdDto } from '../sockets/index.js';

export class FindDto implements Payload<'schools:find'> {
  @IsString()
  @MaxLength(LIMITS.queryLength)
  query: string;
}

export class SendDto extends IdDto implements Payload<'signal:send'> {
  /** BRIN and vestiging: four and two characters. */
  @Matches(/^[0-9A-Z]{6}$/)
  school: string;

  @IsObject()
  @ValidateNested()
  @Type(() => EnvelopeDto)
  sealed: EnvelopeDto;
}
