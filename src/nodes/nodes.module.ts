import { Global, Module } from '@nestjs/common';
import { Members } from './members.js';
import { Nodes } from './nodes.js';

@Global()
@Module({ providers: [Members, Nodes], exports: [Members, Nodes] })
export class NodesModule {}
