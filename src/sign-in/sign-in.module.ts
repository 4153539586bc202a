import { Module } from '@nestjs/common';
import { Ceremony } from './ceremony.js';
import { Enrolment } from './enrolment.js';
import { InvitationsController } from './invitations.controller.js';
import { Invitations } from './invitations.js';
import { Mail } from './mail.js';
import { OpenIdController } from './openid/openid.controller.js';
import { PasskeysController } from './passkeys.controller.js';
import { RelyingParty } from './relying-party.js';

/** How staff prove who they are: passkeys and the organisation's own account; no password anywhere. */
@Module({
  controllers: [PasskeysController, InvitationsController, OpenIdController],
  providers: [Ceremony, Enrolment, Invitations, Mail, RelyingParty],
  exports: [Invitations, Mail],
})
export class SignInModule {}
