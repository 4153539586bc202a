import { Type } from 'class-transformer';
import { IsObject, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import type { Payload } from '../contract/index.js';
import { DeviceKeyDto } from '../sockets/index.js';

export class RenewDto implements Payload<'session:renew'> {
  @IsString()
  @MaxLength(2_000)
  token: string;
}

export class RegisterDto implements Payload<'device:register'> {
  @IsObject()
  @ValidateNested()
  @Type(() => DeviceKeyDto)
  key: DeviceKeyDto;
}

export class SessionDto implements Payload<'device:approve'> {
  @IsUUID()
  session: string;
}
