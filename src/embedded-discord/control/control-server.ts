import { once } from 'node:events';
import { type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { NobodyThere } from '../faults/targets.js';
import { BadField, readFields } from '../field.js';
import { ControlKey } from './control-key.js';
import { driveOperations } from './drive.operations.js';
import { faultOperations } from './fault.operations.js';
import { describeApi } from './openapi.js';
import { type Operation, PlainAnswer } from './operation.js';
import { Problem } from './problem.js';
import { Proxies, proxyOperations } from './proxy.operations.js';
import type { ControlStage } from './stage.js';
import { stateOperations } from './state.operations.js';
import { worldOperations } from './world.operations.js';

const HOST = '127.0.0.1';
const BODY_LIMIT = '1mb';

/** The control API on a port of its own. Whoever has its key may do anything to the embedded Discord. */
export class ControlServer {
  private readonly secret = new ControlKey();
  private readonly proxies = new Proxies();
  private readonly operations: readonly Operation[];
  private readonly app: Express = express();
  private server: Server | null = null;

  private constructor(stage: ControlStage) {
    this.operations = [
      ...stateOperations(stage),
      ...worldOperations(stage),
      ...driveOperations(stage),
      ...faultOperations(stage),
      ...proxyOperations(this.proxies),
    ];
    this.app.disable('x-powered-by');
    this.app.disable('etag');
    this.app.get(
      '/openapi.json',
      (_request, response) => void response.json(describeApi(this.operations, this.address)),
    );
    this.app.use((request, _response, next) => this.authorize(request, next));
    this.app.use(express.json({ limit: BODY_LIMIT, strict: false, type: () => true }));
    for (const operation of this.operations) this.mount(operation);
    this.app.use((request: Request) => this.miss(request));
    this.app.use(answerProblem);
  }

  /** Resolves once it listens on 127.0.0.1. @throws the system's error, e.g. EADDRINUSE, or one when it must not run here */
  static async start(stage: ControlStage, port: number): Promise<ControlServer> {
    refuseInProduction();
    const control = new ControlServer(stage);
    control.server = control.app.listen(port, HOST);
    await once(control.server, 'listening');
    return control;
  }

  get address(): string {
    return `http://${HOST}:${(this.server?.address() as AddressInfo | null)?.port ?? 0}`;
  }

  get key(): string {
    return this.secret.text;
  }

  async stop(): Promise<void> {
    this.server?.close();
    this.server?.closeAllConnections();
    await this.proxies.stop();
  }

  private authorize({ headers }: Request, next: NextFunction): void {
    if (this.secret.opens(headers.authorization)) return next();
    const isMissing = headers.authorization === undefined;
    const detail = isMissing ? 'The key is missing: send "Authorization: Bearer <key>"' : 'The key is wrong';
    throw new Problem(401, detail, 'Authorization', { 'WWW-Authenticate': 'Bearer' });
  }

  private mount({ method, path, fields, schema, answer }: Operation): void {
    this.app[method](path.replace(/\{(\w+)\}/g, ':$1'), async (request: Request, response: Response) => {
      const isEmpty = request.body === undefined || request.headers['content-length'] === '0';
      const raw: unknown = isEmpty ? undefined : request.body;
      if (!fields && !schema && !isEmpty) throw new BadField('', 'This call takes no body');
      const body = fields ? readFields(fields, isEmpty ? {} : raw) : {};
      const part = (name: string): string => String(request.params[name] ?? '');
      send(response, await answer({ part, body, raw }), method === 'post' ? 201 : 200);
    });
  }

  private miss({ method, path }: Request): never {
    const methods = this.operations.filter((one) => matches(one.path, path)).map((one) => one.method.toUpperCase());
    if (methods.length === 0) throw new Problem(404, `There is no ${path}; GET /openapi.json lists what there is`);
    throw new Problem(405, `${path} takes ${methods.join(', ')}, not ${method}`, null, { Allow: methods.join(', ') });
  }
}

function matches(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}/?$`).test(path);
}

function send(response: Response, answer: unknown, status: number): void {
  if (answer === undefined) return void response.status(204).end();
  if (!(answer instanceof PlainAnswer)) return void response.status(status).json(answer);
  response.status(200).type(answer.type);
  for (const line of answer.lines) response.write(`${line}\n`);
  response.end();
}

/** A key that opens everything has no place next to real data. */
function refuseInProduction(): void {
  const { NODE_ENV, DEMO } = process.env;
  if (NODE_ENV === 'production' && DEMO !== 'true')
    throw new Error('The control API does not start with NODE_ENV=production; use --control off, or set DEMO=true');
}

/** Express knows an error handler by its four parameters. */
// eslint-disable-next-line no-restricted-syntax
function answerProblem(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error);
  const { status, detail, field, headers } = problemOf(error);
  const body = {
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    detail,
    ...(field === null ? {} : { field }),
  };
  response.status(status).set(headers).type('application/problem+json').send(JSON.stringify(body));
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof BadField) return new Problem(400, error.message, error.field === '' ? null : error.field);
  if (error instanceof NobodyThere) return new Problem(409, error.message);
  const status = (error as { status?: unknown } | null)?.status;
  if (status === 400) return new Problem(400, 'The body must be JSON');
  if (status === 413) return new Problem(413, `The body must be no longer than ${BODY_LIMIT}`);
  if (error instanceof URIError) return new Problem(400, 'The path cannot be decoded');
  return new Problem(500, error instanceof Error ? error.message : 'Something went wrong');
}
