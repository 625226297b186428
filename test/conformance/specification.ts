import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** Where Discord's OpenAPI document and the recorded payloads are; tests that need them are skipped without. */
export const specificationFolder = process.env['DISCORD_SPEC_DIR'];
export const isSkipped = specificationFolder === undefined;
/** Goes into the name of what is skipped. */
export const skippedWord = isSkipped ? ' (skipped: DISCORD_SPEC_DIR is not set)' : '';

export function readSpecification(name: string): unknown {
  return JSON.parse(readFileSync(join(specificationFolder ?? '.', name), 'utf8')) as unknown;
}

/**
 * One of two places where we do not follow the document: it calls the code of a form error a number, but Discord sends
 * words (https://docs.discord.com/developers/reference#error-messages).
 */
const formError = {
  type: 'object',
  properties: { code: { type: 'string' }, message: { type: 'string' } },
  required: ['code', 'message'],
};
const formErrors = {
  type: 'object',
  properties: { _errors: { type: 'array', items: formError } },
  additionalProperties: false,
  required: ['_errors'],
};

/** The other one: the document wants a code in every 429, the documentation has it "for some limits" only, and its examples have none. */
const rateLimited = {
  type: 'object',
  properties: { message: { type: 'string' }, retry_after: { type: 'number' }, global: { type: 'boolean' } },
  required: ['message', 'retry_after', 'global'],
};

interface Responses {
  readonly paths: Record<string, Record<string, { responses: Record<string, Response | undefined> }>>;
  readonly components: { readonly responses: Record<string, Response>; readonly schemas: Record<string, object> };
}

interface Response {
  readonly $ref?: string;
  readonly content?: Record<string, { schema: object }>;
}

/** Discord's OpenAPI document as a judge of responses. */
export class Specification {
  private readonly document = readSpecification('openapi.json') as Responses;
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor() {
    // The package is CommonJS, and its default export hides below `default` for some loaders.
    (addFormats as unknown as { default?: typeof addFormats.default }).default?.(this.ajv);
    this.ajv.addFormat('snowflake', /^(0|[1-9]\d*)$/);
    this.ajv.addFormat('nonce', true);
    this.document.components.schemas['InnerErrors'] = formErrors;
    this.document.components.schemas['RatelimitedResponse'] = rateLimited;
    this.ajv.addSchema(this.document, 'spec');
  }

  /** What is wrong with a response of an operation, e.g. of `GET /users/@me`; empty when nothing is. */
  problemsWith(operation: string, status: number, body: unknown): string[] {
    const [method = '', path = ''] = operation.split(' ');
    const responses = this.document.paths[path]?.[method.toLowerCase()]?.responses;
    if (!responses) return [`${operation} is not in the specification`];
    const response = this.resolve(responses[String(status)] ?? responses[`${String(status).charAt(0)}XX`]);
    if (!response) return [`${operation} does not answer ${status}`];
    const schema = response.content?.['application/json']?.schema;
    if (!schema) return body === null ? [] : [`${operation} answers ${status} without a body`];
    // A schema that stands inline points into the document it was taken from.
    const inline = JSON.stringify(schema).replaceAll('"#/components', '"spec#/components');
    const judge = this.ajv.compile(JSON.parse(inline) as object);
    judge(body);
    return (judge.errors ?? []).map(
      ({ instancePath, message }) => `${operation} ${status} ${instancePath}: ${message}`,
    );
  }

  private resolve(response: Response | undefined): Response | undefined {
    const name = response?.$ref?.split('/').at(-1);
    return name === undefined ? response : this.document.components.responses[name];
  }
}
