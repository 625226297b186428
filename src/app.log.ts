import { Logger, type Params, PinoLogger } from 'nestjs-pino';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DestinationStream, destination } from 'pino';
import { build as pretty } from 'pino-pretty';
import { type LogSettings, usualFormat } from './config/log.settings.js';
import type { LoggedLines } from './monitor/logged-lines.js';

/** What hears every line besides the output. */
interface Keeper {
  write(line: string): void;
}

/** An id that a proxy gave a request is kept when it looks like one. */
const REQUEST_ID = /^[\w-]{8,64}$/;

/**
 * How everything is logged: one line an entry, no secret in it, each line of a request with the request's id.
 *
 * @param redact takes secrets out of a line
 * @param lastWords keeps the last lines, for the next process
 */
export function logOptions(settings: LogSettings, redact: (line: string) => string, lastWords: Keeper): Params {
  return {
    pinoHttp: [
      {
        level: settings.level,
        hooks: { streamWrite: redact },
        genReqId: requestId,
        customLogLevel: (_request, response, error) => levelOf(response.statusCode, error),
        customSuccessMessage: (request, response) =>
          `${request.method} ${shownUrl(request.url)} ${response.statusCode}`,
        customErrorMessage: (request, response) => `${request.method} ${shownUrl(request.url)} ${response.statusCode}`,
        serializers: { req: () => undefined, res: () => undefined },
        customProps: ({ id }) => ({ requestId: id }),
      },
      keptBy(lastWords, stream(settings)),
    ],
  };
}

/** What Nest says about its own building: of interest to somebody who looks for a mistake there, and to nobody else. */
const FRAMEWORK: ReadonlySet<unknown> = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** Nest's own reports of a start that failed; `refuse` says it better. */
const FAILED_START: ReadonlySet<unknown> = new Set(['ExceptionHandler', 'NestApplication']);

/** Writes everything as it comes, but the framework's chatter at a lower level. The event log hears of what went wrong. */
export class AppLogger extends Logger {
  constructor(
    params: Params,
    private readonly lines: LoggedLines,
  ) {
    super(new PinoLogger(params), params);
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (FRAMEWORK.has(rest.at(-1))) super.debug(message, ...rest);
    else super.log(message, ...rest);
  }

  override error(message: unknown, ...rest: unknown[]): void {
    if (FAILED_START.has(rest.at(-1))) return super.debug(message, ...rest);
    this.lines.take('error', [message, ...rest]);
    super.error(message, ...rest);
  }

  override warn(message: unknown, ...rest: unknown[]): void {
    this.lines.take('warn', [message, ...rest]);
    super.warn(message, ...rest);
  }
}

/** Sets the level while the process lives: of what Nest writes, and of what is written about requests. */
export function setLevel(params: Params, level: string): void {
  for (const logger of [new PinoLogger(params).logger, PinoLogger.root]) logger.level = level;
}

/** Without what signs somebody in. */
function shownUrl(url = ''): string {
  return url.replace(/(\/signin\/link\/)[^/?]+/, '$1...').replace(/(\/signin\/discord\/back\?).*/, '$1...');
}

function requestId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  return id;
}

/** A page that was served is worth a line only to somebody who asks for every line. */
function levelOf(status: number, error?: Error): 'error' | 'warn' | 'debug' {
  if (error || (status >= 500 && status !== 503)) return 'error';
  return status >= 400 && status !== 404 && status !== 503 ? 'warn' : 'debug';
}

function keptBy(keeper: Keeper, output: DestinationStream): DestinationStream {
  return {
    write: (line) => {
      keeper.write(line);
      output.write(line);
    },
  };
}

function stream({ format }: LogSettings): DestinationStream {
  const isPretty = (format ?? usualFormat()) === 'pretty';
  if (!isPretty) return destination({ fd: 1, sync: true });
  return pretty({ sync: true, ignore: 'pid,hostname,context,req,res,responseTime', messageFormat: '{context}: {msg}' });
}
