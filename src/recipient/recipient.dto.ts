import { Type } from 'class-transformer';
import { IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import type { Payload } from '../contract/index.js';
import { EnvelopeDto, IdDto } from '../sockets/index.js';

export class PassOnDto extends IdDto implements Payload<'signal:pass-on'> {
  @IsUUID()
  teacher: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  group: string | null;

  @ValidateNested()
  @Type(() => EnvelopeDto)
  sealed: EnvelopeDto;
}
