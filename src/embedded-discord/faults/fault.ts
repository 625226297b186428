import { BadField, listOf, maybe, number, readFields, schemaOf, text, whole } from '../field.js';
import { type Wire, asObject } from '../wire.js';
import { type Kind, type ParamsOf, type Way, factsOf, isKind, kinds } from './kinds.js';

const DAY_MS = 86_400_000;
const ROUTE = /^(\*|GET|POST|PUT|PATCH|DELETE) \/\S*$/;

const scopeFields = { shards: maybe(listOf(whole(0, 16_383))), route: maybe(text(300)) };
const limitFields = {
  count: maybe(whole(1, 1_000_000)),
  durationMs: maybe(whole(1, DAY_MS)),
  probability: maybe(number(0, 1)),
  everyMs: maybe(whole(10, DAY_MS)),
};

/** Whom a fault meets; `null` means all. */
export interface Scope {
  readonly shards: readonly number[] | null;
  /** Method and path, `*` for any method or part, `**` for any rest, e.g. `GET /channels/**`. */
  readonly route: string | null;
}

/** When a fault ends; `null` means that this does not end it. Durations are Discord's: the clock divides them. */
export interface Limit {
  /** How often it happens. */
  readonly count: number | null;
  readonly durationMs: number | null;
  /** 0 to 1: how likely it happens each time it could. */
  readonly probability: number | null;
  /** Repeats what would happen once. */
  readonly everyMs: number | null;
}

/** One fault as it was asked for, checked and whole. */
export interface Fault<K extends Kind = Kind> {
  readonly kind: K;
  readonly params: ParamsOf<K>;
  readonly scope: Scope;
  readonly limit: Limit;
}

/** How a fault is asked for: its name, its own fields beside it, and where and how long. */
export type FaultWish = {
  [K in Kind]: { readonly fault: K; readonly scope?: Partial<Scope>; readonly limit?: Partial<Limit> } & Partial<
    ParamsOf<K>
  >;
}[Kind];

/** @throws {BadField} naming the first field that cannot be */
export function readFault(body: unknown): Fault {
  const given = asObject(body);
  if (!given) throw new BadField('', 'The body must be a JSON object');
  const { fault: kind, scope = {}, limit = {}, ...own } = given;
  if (kind === undefined) throw new BadField('fault', '"fault" is missing');
  if (!isKind(kind))
    throw new BadField('fault', `"fault" must be one of ${Object.keys(kinds).join(', ')}; not ${JSON.stringify(kind)}`);
  const params = readFields(factsOf(kind).fields, own) as ParamsOf<Kind>;
  const fault = {
    kind,
    params,
    scope: readFields(scopeFields, scope, 'scope'),
    limit: readFields(limitFields, limit, 'limit'),
  };
  checkScope(fault);
  checkLimit(fault);
  return fault;
}

/** What a fault does in the end: a moment that is not now makes it wait for somebody. */
export function wayOf({ kind, params }: Fault): Way {
  return 'when' in params && params.when !== 'now' ? 'waiting' : factsOf(kind).way;
}

function checkScope({ kind, params, scope }: Fault): void {
  const facts = factsOf(kind).scope;
  if (scope.shards && facts !== 'shards')
    throw new BadField('scope.shards', `"scope.shards" has no meaning for ${kind}: it does not know shards`);
  if (scope.shards && 'when' in params && params.when === 'connect')
    throw new BadField('scope.shards', '"scope.shards" has no meaning before IDENTIFY: the shard is not known then');
  if (scope.route !== null && facts !== 'route')
    throw new BadField('scope.route', `"scope.route" has no meaning for ${kind}: it does not know routes`);
  if (scope.route !== null && !ROUTE.test(scope.route))
    throw new BadField('scope.route', '"scope.route" must be a method and a path, e.g. "POST /channels/*/messages"');
}

function checkLimit(fault: Fault): void {
  const { count, everyMs, probability } = fault.limit;
  const way = wayOf(fault);
  if (everyMs !== null && way !== 'act')
    throw new BadField(
      'limit.everyMs',
      `"limit.everyMs" has no meaning for ${fault.kind}: it does not happen just once`,
    );
  if (way === 'act' && everyMs === null && (count ?? 1) > 1)
    throw new BadField('limit.count', `"limit.count" above 1 needs "limit.everyMs" for ${fault.kind}`);
  if (way === 'state' && (count ?? probability) !== null) {
    const field = count === null ? 'limit.probability' : 'limit.count';
    throw new BadField(field, `"${field}" has no meaning for ${fault.kind}: it is on or off`);
  }
}

/** All faults as one JSON Schema. */
export function faultSchema(): Wire {
  const parts = { scope: schemaOf(scopeFields), limit: schemaOf(limitFields) };
  return {
    oneOf: Object.entries(kinds).map(([kind, { about, fields }]) => {
      const own = schemaOf(fields);
      const properties = { fault: { const: kind }, ...asObject(own['properties']), ...parts };
      const required = ['fault', ...((own['required'] as string[] | undefined) ?? [])];
      return { ...own, title: kind, description: about, properties, required };
    }),
  };
}
