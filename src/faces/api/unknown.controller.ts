import { All, Controller, NotFoundException, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { Needs } from '../../auth/needs.js';
import { ProblemFilter } from './problem.filter.js';

/** Whatever else is asked of the API does not exist; said in the API's own form. */
@ApiExcludeController()
@UseFilters(ProblemFilter)
@Needs('look.status')
@Controller('api')
export class UnknownController {
  @All('*path')
  unknown(@Req() { method, path }: Request): never {
    throw new NotFoundException(`There is no ${method} ${path}. /api/docs lists what there is.`);
  }
}
