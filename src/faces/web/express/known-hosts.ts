import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { STATUS_CODES } from 'node:http';
import type { WebSettings } from '../../../config/web.settings.js';

const MISDIRECTED = 421;

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

type IsTrusted = (address: string, hop: number) => boolean;

/**
 * Turns away requests for names that are not ours. A foreign page can make its own name point to this machine and would
 * then read ours in a visitor's browser (DNS rebinding). Probes may come by any name; /metrics has a guard of its own.
 */
export function knownHosts({ publicUrl, host }: WebSettings): RequestHandler {
  const known = new Set([
    ...LOOPBACK,
    host.includes(':') ? `[${host}]` : host,
    ...(publicUrl ? [new URL(publicUrl).hostname] : []),
  ]);
  return (request: Request, response: Response, next: NextFunction) => {
    const isTrusted = request.app.get('trust proxy fn') as IsTrusted;
    const name = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
    if (isForMachines(request.path) || known.has(name) || isTrusted(request.socket.remoteAddress ?? '', 0))
      return next();
    refuse(request, response);
  };
}

/** As problem details (RFC 9457): there is no page for a name that is not ours. */
function refuse({ path }: Request, response: Response): void {
  const title = STATUS_CODES[MISDIRECTED];
  const detail = 'This name is not served here. Set PUBLIC_URL to the address people use.';
  const details = { type: 'about:blank', title, status: MISDIRECTED, detail, instance: path };
  response.status(MISDIRECTED).type('application/problem+json').send(JSON.stringify(details));
}

function isForMachines(path: string): boolean {
  return path === '/health' || path.startsWith('/health/') || path === '/metrics';
}
