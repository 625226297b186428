import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { WebSettings } from '../../../config/web.settings.js';

/** `/watch` or `/ops/watch`; nothing that could become another host or climb up. */
const PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]{1,64}){1,8}$/;

type IsTrusted = (address: string, hop: number) => boolean;

/**
 * Finds the path under which people reach the pages, for every link: from `X-Forwarded-Prefix` of a trusted proxy, else
 * from PUBLIC_URL. A proxy may leave the path in front or take it off; both work.
 */
export function basePath({ publicUrl }: WebSettings): RequestHandler {
  const ours = accepted(publicUrl && new URL(publicUrl).pathname) ?? '';
  return (request: Request, response: Response, next: NextFunction) => {
    const base = forwardedPrefix(request) ?? ours;
    response.locals.base = base;
    if (base !== '' && (request.url === base || request.url.startsWith(`${base}/`))) {
      request.url = request.url.slice(base.length) || '/';
    }
    next();
  };
}

function forwardedPrefix(request: Request): string | null {
  const header = request.headers['x-forwarded-prefix'];
  if (typeof header !== 'string') return null;
  const isTrusted = request.app.get('trust proxy fn') as IsTrusted;
  return isTrusted(request.socket.remoteAddress ?? '', 0) ? accepted(header) : null;
}

/** `path` without slashes at its end; `null` when it is no plain path. */
function accepted(path: string | undefined): string | null {
  const plain = path?.replace(/\/+$/, '');
  return plain && PATH.test(plain) ? plain : null;
}
