import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsObject, Matches, Max, Min, ValidateNested } from 'class-validator';
import type { OrganisationSettings, PhaseTimes } from '../contract/index.js';
import { SETTING_BOUNDS as BOUNDS } from '../contract/index.js';
import { PHONE, Trimmed } from './schools.dto.js';

/** Whole minutes, from the least to the most that makes sense. */
const Minutes =
  ([least, most]: readonly [number, number]): PropertyDecorator =>
  (target, key) => {
    for (const rule of [IsInt(), Min(least), Max(most)]) rule(target, key);
  };

export class PhasesDto implements PhaseTimes {
  @Minutes(BOUNDS.repeat)
  repeat: number;

  @Minutes(BOUNDS.amber)
  amber: number;

  @Minutes(BOUNDS.call)
  call: number;

  @Minutes(BOUNDS.callBeforeBell)
  callBeforeBell: number;

  @Minutes(BOUNDS.walk)
  walk: number;

  @Minutes(BOUNDS.choose)
  choose: number;
}

export class SettingsDto implements OrganisationSettings {
  @Minutes(BOUNDS.windowMinutes)
  windowMinutes: number;

  @Minutes(BOUNDS.cutoffMinutes)
  cutoffMinutes: number;

  @Minutes(BOUNDS.stepUpMinutes)
  stepUpMinutes: number;

  @IsBoolean()
  approveDevices: boolean;

  @Trimmed()
  @Matches(PHONE)
  phone: string;

  @IsObject()
  @ValidateNested()
  @Type(() => PhasesDto)
  phases: PhasesDto;
}
