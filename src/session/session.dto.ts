import { Type } from 'class-transformer';
import { Equals, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';
import type { Nothing, Payload } from '../contract/index.js';
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

/** For commands whose object is empty. A class without any rule would be let through unread, so it has one. */
export class NothingDto implements Nothing {
  [key: string]: never;

  @Equals(undefined)
  nothing: never;
}
