import { Body, Controller, Header, HttpCode, Post, Req, Res, UsePipes } from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { Request, Response } from 'express';
import type { Invited } from '../contract/index.js';
import { People } from '../directory/index.js';
import { BodyPipe, Open, SignIns } from '../identity/index.js';
import { Enrolment } from './enrolment.js';
import { Invitations } from './invitations.js';
import { AcceptDto, SecretDto } from './passkeys.dto.js';

/** What a one-time link leads to. All: 404 invitation-unknown, 409 invitation-used, invitation-expired. */
@Controller('v1/invitations')
@UsePipes(BodyPipe)
export class InvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly enrolment: Enrolment,
    private readonly people: People,
    private readonly signIns: SignIns,
  ) {}

  /** Whom it is for. */
  @Post('open')
  @Open('the secret of the link is the proof')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async open(@Body() { secret }: SecretDto): Promise<Invited> {
    const { person, expiresAt } = await this.invitations.open(secret);
    const { name, organisation, roles } = await this.people.listed(person.id);
    return { name, organisation: organisation.name, roles, expiresAt };
  }

  @Post('options')
  @Open('the secret of the link is the proof')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async options(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Body() { secret }: SecretDto,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { person } = await this.invitations.open(secret);
    return this.enrolment.begin({ request, response }, person);
  }

  /** Makes the passkey, uses the link up, and signs in. 401 not-recognised; 409 too-late. */
  @Post('accept')
  @Open('the secret of the link is the proof')
  @HttpCode(204)
  async accept(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Body() { secret, ...made }: AcceptDto,
  ): Promise<void> {
    const { id, person } = await this.invitations.open(secret);
    await this.enrolment.finish({ request, response }, person.id, made, (passkey) => this.invitations.use(id, passkey));
    await this.signIns.begin({ request, response }, person.id, { proven: true });
  }
}
