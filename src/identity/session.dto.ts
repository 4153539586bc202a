import { IsIn } from 'class-validator';
import type { DeviceUse } from '../contract/index.js';

export class UseDto {
  @IsIn(['own', 'shared', 'board'])
  use: DeviceUse;
}
