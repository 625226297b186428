import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import type { Request } from 'express';
import { createHash, timingSafeEqual } from 'node:crypto';
import { MetricsSettings } from '../../config/metrics.settings.js';
import { isNear } from './reach.js';

/** Lets in whoever knows METRICS_TOKEN; without one, whoever is on this machine or at a trusted address. */
@Injectable()
export class ScraperGuard implements CanActivate {
  constructor(private readonly settings: MetricsSettings) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const { token } = this.settings;
    if (token !== undefined && !holds(request, token))
      throw new UnauthorizedException('Send METRICS_TOKEN as "Authorization: Bearer <token>".');
    if (token === undefined && !isNear(request))
      throw new ForbiddenException(
        'Only this machine and the addresses in TRUST_PROXY may read this. To read it from elsewhere, set METRICS_TOKEN.',
      );
    return true;
  }
}

function holds({ headers }: Request, token: string): boolean {
  const [, given = ''] = /^Bearer +(\S.*)$/i.exec(headers.authorization ?? '') ?? [];
  // Node reads headers as Latin-1; the digests have one length, so the comparison takes the same time for every guess.
  return timingSafeEqual(digest(Buffer.from(given, 'latin1')), digest(Buffer.from(token, 'utf8')));
}

function digest(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}
