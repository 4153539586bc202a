import { Injectable, ValidationPipe } from '@nestjs/common';
import { Refused } from '../identity/index.js';

/** Every command's body is a class; what it does not describe is refused, not stripped. The details are nobody's business. */
@Injectable()
export class CommandPipe extends ValidationPipe {
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
