import { Injectable, ValidationPipe } from '@nestjs/common';
import { Refused } from './refused.js';

/** What comes in is a class; what that does not describe is refused, not stripped. The details are nobody's business. */
@Injectable()
export class BodyPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      transform: true,
      validationError: { target: false, value: false },
      exceptionFactory: () => new Refused('malformed'),
    });
  }
}
