import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from '../clock.js';
import type { ParamsOf } from './kinds.js';
import type { StandingFaults } from './standing-faults.js';

const unofficial: Readonly<Record<number, string>> = {
  520: 'Web server returned an unknown error',
  521: 'Web server is down',
  522: 'Connection timed out',
  524: 'A timeout occurred',
};

/** Method and path as a scope names them: without the version, decoded, e.g. `GET /users/@me`. */
export function routeOf({ method = 'GET', url = '/' }: IncomingMessage): string {
  const path = (url.split('?')[0] ?? '/').replace(/^\/api(\/v\d+)?(?=\/|$)/, '') || '/';
  return `${method} ${decoded(path)}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** One request on its way in. */
interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly next: () => void;
}

/** Stands before REST: what goes wrong with a request goes wrong here, and the API never hears of it. */
export class RestDoor {
  constructor(
    private readonly faults: StandingFaults,
    private readonly clock: Clock,
  ) {}

  /** Calls `next` when the request gets through, at once or later. */
  meet(visit: Visit): void {
    const { request, response, next } = visit;
    const isApi = /^\/api(\/|$)/.test(request.url ?? '/');
    // Without a scope faults mean the API; the status page and pictures are other machines of Discord's.
    const place = isApi ? { route: routeOf(request) } : null;
    if (!place) return next();
    const outage = this.faults.take('outage', {}, ({ side }) => side !== 'gateway');
    if (outage) return this.turnAway(visit, outage.how);
    if (this.faults.take('rest.reset', place)) return this.turnAway(visit, 'reset');
    if (this.faults.take('rest.hang', place)) return void request.resume();
    const ban = this.faults.take('rest.cloudflareBan', place);
    if (ban) return this.ban(response, ban);
    const limited = this.faults.take('rest.429', place);
    if (limited) return this.limit(response, limited);
    const failed = this.faults.take('rest.status', place);
    if (failed) return this.turnAway(visit, failed.status);
    if (this.faults.take('rest.truncatedBody', place)) truncate(response);
    const late = this.faults.take('rest.delay', place);
    if (!late) return next();
    setTimeout(next, this.clock.span(late.delayMs)).unref();
  }

  private turnAway({ request, response }: Visit, how: 'reset' | 'refused' | number): void {
    if (how === 'reset') return void request.socket.resetAndDestroy();
    if (how === 'refused') return void request.socket.destroy();
    const reason = unofficial[how];
    if (reason !== undefined) return page(response, { status: how, title: `${how}: ${reason}` });
    const body = { message: `${how}: ${STATUS_CODES[how]}`, code: 0 };
    response.writeHead(how, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  /** https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit */
  private limit(response: ServerResponse, { reach, retryAfterMs }: ParamsOf<'rest.429'>): void {
    const seconds = this.clock.span(retryAfterMs) / 1_000;
    const isGlobal = reach === 'global';
    const resetAt = (this.clock.now() / 1_000 + seconds).toFixed(3);
    const headers = {
      'content-type': 'application/json',
      'retry-after': String(Math.ceil(seconds)),
      ...(isGlobal
        ? { 'x-ratelimit-global': 'true' }
        : {
            'x-ratelimit-limit': '1',
            'x-ratelimit-remaining': '0',
            'x-ratelimit-reset': resetAt,
            'x-ratelimit-reset-after': seconds.toFixed(3),
            'x-ratelimit-bucket': 'embedded-fault',
          }),
    };
    const message = reach === 'shared' ? 'The resource is being rate limited.' : 'You are being rate limited.';
    // The log of requests reads it: a limit that is shared with others counts against nobody.
    response.setHeader('x-ratelimit-scope', reach);
    response.writeHead(429, headers).end(JSON.stringify({ message, retry_after: seconds, global: isGlobal }));
  }

  private ban(response: ServerResponse, { status, retryAfterMs }: ParamsOf<'rest.cloudflareBan'>): void {
    response.setHeader('retry-after', String(Math.ceil(this.clock.span(retryAfterMs) / 1_000)));
    page(response, { status, title: 'Access denied | discord.com used Cloudflare to restrict access' });
  }
}

function page(response: ServerResponse, { status, title }: { status: number; title: string }): void {
  const html = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  response.writeHead(status, { 'content-type': 'text/html; charset=UTF-8', server: 'cloudflare' }).end(html);
}

/** The head promises all of the body; half of it comes, and the connection is gone. */
function truncate(response: ServerResponse): void {
  const whole: ServerResponse['end'] = response.end.bind(response);
  response.end = ((chunk?: unknown) => {
    const body = Buffer.isBuffer(chunk) ? chunk : Buffer.from(typeof chunk === 'string' ? chunk : '');
    if (body.length < 2) return whole(body);
    response.write(body.subarray(0, body.length / 2), () => response.socket?.destroy());
    return response;
  }) as ServerResponse['end'];
}
