import { Module } from '@nestjs/common';
import { DemonstrationController } from './demonstration.controller.js';
import { Stages } from './stage.js';

/** Fictional schools and people, to try the product with. Not part of an installation in production. */
@Module({ controllers: [DemonstrationController], providers: [Stages] })
export class DemonstrationModule {}
