import { Controller, Get, Header, Query, UseFilters, ValidationPipe } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../auth/needs.js';
import { type AuditPage, AuditReader } from '../../control/audit.reader.js';
import { AuditAnswer, auditAnswer, auditRow } from './audit.answer.js';
import { AuditQuery } from './audit.query.js';
import { csv } from './csv.js';
import { ProblemFilter } from './problem.filter.js';

const checked = new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true });

@ApiTags('audit')
@Needs('audit.read')
@UseFilters(ProblemFilter)
@Controller('api/v1')
export class AuditController {
  constructor(private readonly audit: AuditReader) {}

  /** Who did what, and what came of it, newest first. What was refused is there too. */
  @Get('audit')
  @ApiOkResponse({ type: AuditAnswer })
  async read(@Query(checked) query: AuditQuery): Promise<AuditAnswer> {
    return auditAnswer(await this.page(query));
  }

  /** The same for a spreadsheet. */
  @Get('audit.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="shardwatch-audit.csv"')
  @ApiProduces('text/csv')
  async table(@Query(checked) query: AuditQuery): Promise<string> {
    return csv((await this.page(query)).entries.map(auditRow));
  }

  private page({ cursor, limit }: AuditQuery): Promise<AuditPage> {
    return this.audit.read(cursor === undefined ? null : Number(cursor), limit);
  }
}
