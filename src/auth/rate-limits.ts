import { HttpException, HttpStatus, Logger } from '@nestjs/common';
import type { Request } from 'express';
import { type RateLimitRequestHandler, ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { askedBy } from './asking.js';
import { changesNothing } from './own-site.js';

/** Milliseconds for which requests of one address are counted, from the first of them on. */
const WINDOW_MS = 60_000;

/** A kind of request, and how many of it one address has in a minute. */
interface Limited {
  readonly name: string;
  readonly most: number;
  readonly isExempt?: (request: Request) => boolean;
}

const logger = new Logger('RateLimits');

/** Steps on the way to being signed in; with Discord it takes two of them. */
export const limitSignIn = (): RateLimitRequestHandler => limitOf({ name: 'sign-in', most: 30 });

/** For requests with a key that is none. */
export const limitWrongKeys = (): RateLimitRequestHandler => limitOf({ name: 'wrong-keys', most: 30 });

/** Whether a monitor asks how the process is: it is never held up, whatever it sends along. */
export const isProbe = ({ path }: Pick<Request, 'path'>): boolean => /^\/health(?:\/|$)/i.test(path);

/** Requests that change something. */
export const limitChanges = (): RateLimitRequestHandler =>
  limitOf({ name: 'changes', most: 60, isExempt: changesNothing });

/** What is too much is answered with 429 and `Retry-After`. Counts are forgotten when the process ends. */
function limitOf({ name, most, isExempt = () => false }: Limited): RateLimitRequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: most,
    identifier: name,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: false, // it doubts TRUST_PROXY, which is checked at the start, and writes past the log
    skip: isExempt,
    keyGenerator: sourceOf,
    handler: (request, _response, next) => {
      if (hitsOf(request) === most + 1) logger.warn(`Too many requests (${name}) from ${request.ip}`);
      next(new HttpException('Too many requests', HttpStatus.TOO_MANY_REQUESTS));
    },
  });
}

/** Address, or network of IPv6. Strangers cannot use up what is there for people with a role. */
function sourceOf(request: Request): string {
  const whose = askedBy(request).role === null ? 'strangers' : 'known';
  return `${whose} ${ipKeyGenerator(request.ip ?? '')}`;
}

function hitsOf(request: Request): number {
  return (request as Request & { readonly rateLimit?: { readonly used: number } }).rateLimit?.used ?? 0;
}
