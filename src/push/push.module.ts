import { Global, Module } from '@nestjs/common';
import { Push } from './push.js';

/** Browsers that are woken. */
@Global()
@Module({ providers: [Push], exports: [Push] })
export class PushModule {}
