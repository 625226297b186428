import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Response } from 'express';

/** The path under which this reader reached the pages; `''` at the root. */
export const Base = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  String(context.switchToHttp().getResponse<Response>().locals.base ?? ''),
);
