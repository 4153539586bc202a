import { Injectable, type PipeTransform } from '@nestjs/common';
import { SCHOOL_CODE } from '../contract/index.js';
import { Refused } from '../identity/index.js';

/** A school's code in a path. What cannot be one is as a school that does not exist, and stands in no record. */
@Injectable()
export class SchoolCodePipe implements PipeTransform<string, string> {
  transform(code: string): string {
    if (!SCHOOL_CODE.test(code)) throw new Refused('unknown-school');
    return code;
  }
}
