import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Req, Res, UsePipes } from '@nestjs/common';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { Request, Response } from 'express';
import { Clock } from '../clock/index.js';
import type { OwnPasskey } from '../contract/index.js';
import { Passkeys } from '../directory/index.js';
import { Bearer, BodyPipe, mustBeProven, Open, type Principal, Refused, SignIns } from '../identity/index.js';
import { Log } from '../log/index.js';
import { Ceremony } from './ceremony.js';
import { Enrolment } from './enrolment.js';
import { NameDto, NewPasskeyDto, SignInDto } from './passkeys.dto.js';
import { RelyingParty } from './relying-party.js';

/** Signing in by passkey, and a person's own passkeys. */
@Controller('v1/passkeys')
@UsePipes(BodyPipe)
export class PasskeysController {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly ceremony: Ceremony,
    private readonly enrolment: Enrolment,
    private readonly party: RelyingParty,
    private readonly signIns: SignIns,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @Post('sign-in/options')
  @Open('nobody is signed in yet')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async request(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const options = await this.party.request(request);
    await this.ceremony.begin({ request, response }, 'passkey', { challenge: options.challenge, for: null });
    return options;
  }

  /** Signs in, or proves anew who is signed in. 401 not-recognised, whatever is wrong with it; 409 too-late. */
  @Post('sign-in')
  @Open('the passkey is the proof')
  @HttpCode(204)
  async signIn(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Body() { credential, again }: SignInDto,
  ): Promise<void> {
    const exchange = { request, response };
    const { challenge, for: person } = await this.ceremony.take(exchange, 'passkey');
    if (person !== null) throw new Refused('too-late');
    const passkey = await this.passkeys.byId(credential.id);
    try {
      if (again && (await this.signIns.current(exchange))?.person !== passkey?.person) throw new Refused('not-recognised');
      const proof = credential as unknown as AuthenticationResponseJSON;
      const counter = await this.party.proven(request, proof, challenge, passkey);
      if (!(await this.passkeys.used(passkey!.id, counter, this.clock.now()))) {
        this.log.record('passkey-copied', { actor: passkey!.person, result: 'not-recognised' });
        throw new Refused('not-recognised');
      }
    } catch (error) {
      // Not of somebody who is signed in here: that would say when they were about to send.
      if (error instanceof Refused && !(await this.signIns.current(exchange)))
        this.log.record('sign-in', { actor: passkey?.person ?? null, result: error.code });
      throw error;
    }
    await this.signIns.begin(exchange, passkey!.person, { proven: true });
  }

  /** The bearer's own. */
  @Get()
  @Header('Cache-Control', 'no-store')
  list(@Bearer() { person }: Principal): Promise<OwnPasskey[]> {
    return this.passkeys.of(person);
  }

  /** 403 step-up-required. */
  @Post('options')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async creation(
    @Bearer() caller: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    mustBeProven(caller, this.clock.now());
    return this.enrolment.begin({ request, response }, { id: caller.person, name: caller.name });
  }

  /** One more. 401 not-recognised, 403 step-up-required, 409 too-late. */
  @Post()
  @HttpCode(204)
  async add(
    @Bearer() caller: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Body() made: NewPasskeyDto,
  ): Promise<void> {
    mustBeProven(caller, this.clock.now());
    await this.enrolment.finish({ request, response }, caller.person, made, async (passkey) => {
      if (!(await this.passkeys.add(passkey, caller.session, this.clock.now()))) throw new Refused('not-recognised');
    });
  }

  @Put(':id/name')
  @HttpCode(204)
  async rename(@Bearer() { person }: Principal, @Param('id') id: string, @Body() { name }: NameDto): Promise<void> {
    await this.passkeys.rename(id, person, name.trim());
  }

  /** 403 step-up-required, 409 last-passkey. */
  @Delete(':id')
  @HttpCode(204)
  async remove(@Bearer() caller: Principal, @Param('id') id: string): Promise<void> {
    mustBeProven(caller, this.clock.now());
    if (!(await this.passkeys.remove(id, caller.person))) throw new Refused('last-passkey');
    this.log.record('passkey-removed', { actor: caller.person, result: 'done' });
  }
}
