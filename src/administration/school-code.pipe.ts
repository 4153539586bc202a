import { Injectable, type PipeTransform } from '@nestjs/common';
import { Refused } from '../identity/index.js';

const CODE = /^[0-9A-Z]{6}$/;

/** A school's code in a path. What cannot be one is as a school that does not exist, and stands in no record. */
@Injectable()
export class SchoolCodePipe implements PipeTransform<string, string> {
  transform(code: string): string {
    if (!CODE.test(code)) throw new Refused('unknown-school');
    return code;
  }
}
