import { Type } from 'class-transformer';
import { IsObject, IsString, IsUUID, MaxLength, ValidateIf, ValidateNested } from 'class-validator';
import type { Payload } from '../contract/index.js';
import { EnvelopeDto, IdDto } from '../sockets/index.js';

export class PassOnDto extends IdDto implements Payload<'signal:pass-on'> {
  @IsUUID()
  teacher: string;

  @ValidateIf(({ group }: PassOnDto) => group !== null)
  @IsString()
  @MaxLength(100)
  group: string | null;

  @ValidateIf(({ instead }: PassOnDto) => instead !== null)
  @IsUUID()
  instead: string | null;

  @IsObject()
  @ValidateNested()
  @Type(() => EnvelopeDto)
  sealed: EnvelopeDto;
}

export class ComingDto extends IdDto implements Payload<'signal:coming'> {
  @IsUUID()
  teacher: string;
}

export class ParentsDto extends IdDto implements Payload<'signal:parents'> {
  @IsUUID()
  person: string;
}
