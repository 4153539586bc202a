import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  UploadedFiles,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import type { Batch, BatchLink, BatchPreview } from '../../contract/index.js';
import { Bearer, BodyPipe, type Principal, Refused } from '../../identity/index.js';
import { AdministratorGuard } from '../administrator.guard.js';
import { ApprovalDto, ConfirmationDto, InvitationsDto, MunicipalitiesDto, SectorsDto } from './batches.dto.js';
import { Batches } from './batches.js';
import { Reading } from './reading.js';
import { STAFF_TEMPLATE } from './staff-template.js';
import { Files, type TakenFile, UploadGuard, uploadsOf } from './upload.js';

/** Many at once. Somebody else's that nobody is asked about, and another organisation's: 404 unknown-batch, as none. */
@Controller('v1')
@UseGuards(AdministratorGuard)
export class BatchesController {
  constructor(
    private readonly batches: Batches,
    private readonly reading: Reading,
  ) {}

  /** DUO's lists of locations. 409 busy, 413 too-large. */
  @Post('batches/schools')
  @HttpCode(202)
  @Header('Cache-Control', 'no-store')
  @UseGuards(UploadGuard)
  @UseInterceptors(Files({ fields: 8 }))
  schools(
    @Bearer() caller: Principal,
    @UploadedFiles() files: TakenFile[],
    @Body(BodyPipe) { sectors }: SectorsDto,
  ): { id: string } {
    const uploads = uploadsOf(files);
    if (sectors.length !== uploads.length) throw new Refused('malformed');
    return this.reading.schools(
      caller,
      uploads.map((upload, at) => ({ ...upload, sector: sectors[at]! })),
    );
  }

  /** Lists of staff as the template has them. 409 busy, 413 too-large. */
  @Post('batches/staff')
  @HttpCode(202)
  @Header('Cache-Control', 'no-store')
  @UseGuards(UploadGuard)
  @UseInterceptors(Files({ fields: 0 }))
  staff(@Bearer() caller: Principal, @UploadedFiles() files: TakenFile[]): { id: string } {
    return this.reading.staff(caller, uploadsOf(files));
  }

  /** 404 unknown-person, 409 busy. */
  @Post('batches/invitations')
  @HttpCode(202)
  @Header('Cache-Control', 'no-store')
  invitations(@Bearer() caller: Principal, @Body(BodyPipe) { people }: InvitationsDto): Promise<{ id: string }> {
    return this.reading.invitations(caller, people);
  }

  @Get('batches')
  @Header('Cache-Control', 'no-store')
  all(@Bearer() caller: Principal): Promise<Batch[]> {
    return this.batches.all(caller);
  }

  @Get('batches/:id')
  @Header('Cache-Control', 'no-store')
  one(@Bearer() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<Batch> {
    return this.batches.one(caller, id);
  }

  /** With every change: whoever decides must be able to see all of it. 409 too-late. */
  @Get('batches/:id/preview')
  @Header('Cache-Control', 'no-store')
  inFull(@Bearer() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<BatchPreview> {
    return this.batches.inFull(caller, id);
  }

  @Put('batches/:id/municipalities')
  @Header('Cache-Control', 'no-store')
  take(
    @Bearer() caller: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body(BodyPipe) { codes }: MunicipalitiesDto,
  ): Promise<Batch> {
    return this.batches.take(caller, id, codes);
  }

  /** 409 stale-preview, busy, too-late. */
  @Post('batches/:id/confirmation')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  confirm(
    @Bearer() caller: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body(BodyPipe) { fingerprint, removes, invites }: ConfirmationDto,
  ): Promise<Batch> {
    return this.batches.confirm(caller, id, { fingerprint, removes, invites });
  }

  /** By a second administrator. 409 own-request, stale-preview, busy, too-late. */
  @Post('batches/:id/approval')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  approve(
    @Bearer() caller: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body(BodyPipe) { fingerprint }: ApprovalDto,
  ): Promise<Batch> {
    return this.batches.approve(caller, id, fingerprint);
  }

  /** By a second administrator. 409 own-request, too-late. */
  @Post('batches/:id/refusal')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  refuse(@Bearer() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.batches.refuse(caller, id);
  }

  /** 403 not-allowed for others, 409 too-late. */
  @Delete('batches/:id')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  cancel(@Bearer() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.batches.cancel(caller, id);
  }

  /** Once. */
  @Get('batches/:id/links')
  @Header('Cache-Control', 'no-store')
  links(@Bearer() caller: Principal, @Param('id', ParseUUIDPipe) id: string): BatchLink[] {
    return this.batches.links(caller, id);
  }

  /** An empty list of staff, as a Dutch spreadsheet opens it. */
  @Get('staff-template')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="medewerkers.csv"')
  template(): string {
    return STAFF_TEMPLATE;
  }
}
