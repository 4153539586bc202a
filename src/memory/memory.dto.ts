import { Type } from 'class-transformer';
import { IsObject, IsString, IsUUID, Matches, MaxLength, ValidateIf, ValidateNested } from 'class-validator';
import { LIMITS, type Payload } from '../contract/index.js';
import { EnvelopeDto, IdDto } from '../sockets/index.js';

export class RestoreDto implements Payload<'signal:restore'> {
  @IsString()
  @MaxLength(LIMITS.receiptLength)
  @Matches(/^[\w-]+$/)
  state: string;
}

export class ResealDto extends IdDto implements Payload<'signal:reseal'> {
  @IsObject()
  @ValidateNested()
  @Type(() => EnvelopeDto)
  sealed: EnvelopeDto;
}

export class ResealCopiesDto extends ResealDto implements Payload<'copies:reseal'> {
  @ValidateIf(({ teacher }: ResealCopiesDto) => teacher !== null)
  @IsUUID()
  teacher: string | null;
}
