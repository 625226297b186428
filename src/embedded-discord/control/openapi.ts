import { schemaOf } from '../field.js';
import type { Wire } from '../wire.js';
import type { Operation } from './operation.js';

/** Describes the control API by itself: https://spec.openapis.org/oas/v3.1.1 */
export function describeApi(operations: readonly Operation[], address: string): Wire {
  const paths: Record<string, Wire> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'The embedded Discord: control API',
      version: '1',
      description:
        'Changes the world of an embedded Discord, uses its bot, makes things go wrong, and tells what happened.',
    },
    servers: [{ url: address }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'Printed as `controlKey` at the start.' },
      },
      schemas: { Problem: problem },
    },
  };
}

const problem = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    field: { type: 'string', description: 'The field that is wrong, when it is one.' },
  },
  required: ['type', 'title', 'status', 'detail'],
};

function describe({ method, path, about, fields, schema }: Operation): Wire {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const parameters = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const body = schema?.() ?? (fields ? schemaOf(fields) : null);
  const requestBody = body ? { requestBody: { content: { 'application/json': { schema: body } } } } : {};
  const failure = {
    description: 'The call cannot be done.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return {
    operationId: `${method}${path.replace(/\W+(\w?)/g, (_whole, letter: string) => letter.toUpperCase())}`,
    summary: about,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBody,
    responses: { '2XX': { description: 'Done.' }, '4XX': failure },
  };
}
