import { type DynamicModule, Module } from '@nestjs/common';
import { AdministrationModule } from './administration/administration.module.js';
import { Clock } from './clock/index.js';
import { CONFIG, type Config } from './config/index.js';
import { CountsModule } from './counts/counts.module.js';
import { DemonstrationModule } from './demonstration/demonstration.module.js';
import { DirectoryModule, type OpenedDatabase } from './directory/index.js';
import { IdentityModule } from './identity/identity.module.js';
import { Log } from './log/index.js';
import { LimitsModule } from './limits/limits.module.js';
import type { LimitsOfUse } from './limits/index.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { NodesModule } from './nodes/nodes.module.js';
import { HealthController } from './pages/health.controller.js';
import { InstallationController } from './pages/installation.controller.js';
import { Leaving } from './memory/leaving.js';
import { MemoryGateway } from './memory/memory.gateway.js';
import { Resealing } from './memory/resealing.js';
import { Restarts } from './memory/restarts.js';
import { REDIS, type SharedRedis } from './redis/index.js';
import { PushModule } from './push/push.module.js';
import { PresenceModule } from './presence/presence.module.js';
import { RecipientGateway } from './recipient/recipient.gateway.js';
import { Dispatch } from './sender/dispatch.js';
import { DrillGateway } from './sender/drill.gateway.js';
import { SenderGateway } from './sender/sender.gateway.js';
import { AbsenceGateway } from './session/absence.gateway.js';
import { DevicesGateway } from './session/devices.gateway.js';
import { Headlines } from './session/headlines.js';
import { Midnight } from './session/midnight.js';
import { PushGateway } from './session/push.gateway.js';
import { SessionGateway } from './session/session.gateway.js';
import { SignalsModule } from './signals/signals.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { SocketsModule } from './sockets/sockets.module.js';
import { TeacherGateway } from './teacher/teacher.gateway.js';

/** What the surroundings provide. */
export interface Surroundings {
  config: Config;
  clock: Clock;
  log: Log;
  database: OpenedDatabase;
  /** Where several servers keep signals; left out: this process does. */
  redis?: SharedRedis;
  /** Where more or less is too much than by default. */
  limits?: Partial<LimitsOfUse>;
}

@Module({})
class SurroundingsModule {
  static of({ config, clock, log, redis }: Surroundings): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: Clock, useValue: clock },
      { provide: Log, useValue: log },
      { provide: REDIS, useValue: redis ?? null },
    ];
    return { module: SurroundingsModule, global: true, providers, exports: providers };
  }
}

/** The modules in the order of the flow: a sender's signal, the heart, the sockets, the recipient, the teacher, the count. */
@Module({})
export class AppModule {
  static in(surroundings: Surroundings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SurroundingsModule.of(surroundings),
        DirectoryModule.of(surroundings.database.db),
        NodesModule,
        IdentityModule,
        LimitsModule.of(surroundings.limits),
        SignInModule,
        AdministrationModule,
        SignalsModule,
        PushModule,
        SocketsModule,
        PresenceModule,
        CountsModule,
        OpenApiModule,
        ...(surroundings.config.demonstration ? [DemonstrationModule] : []),
      ],
      controllers: [HealthController, InstallationController],
      providers: [
        Headlines,
        Leaving,
        Resealing,
        Restarts,
        MemoryGateway,
        Midnight,
        SessionGateway,
        DevicesGateway,
        AbsenceGateway,
        PushGateway,
        Dispatch,
        SenderGateway,
        DrillGateway,
        RecipientGateway,
        TeacherGateway,
      ],
    };
  }
}
