import { anything, flag, listOf, maybe, number, oneOf, snowflake, text, whole } from '../field.js';
import type { Fields, Values } from '../field.js';

/** Milliseconds of one day. */
const DAY_MS = 86_400_000;

/** The moment at which something happens to a shard: at once, or to whoever does this next. */
const when = oneOf(['now', 'connect', 'identify', 'resume'], 'now');
const whenKnown = oneOf(['now', 'identify', 'resume'], 'now');
/** The way in: a client comes by `resume` when it uses `resume_gateway_url`. */
const path = oneOf(['any', 'gateway', 'resume'], 'any');
const delayMs = whole(1, DAY_MS);
const guildIds = maybe(listOf(snowflake()));
const share = maybe(number(0, 1));

/**
 * - `waiting`: happens to whoever comes by; - `act`: happens at once, and is over; - `state`: begins at once, and ends
 */
export type Way = 'waiting' | 'act' | 'state';

interface KindFacts {
  readonly way: Way;
  /** What can be told apart: shards, routes, or nothing. */
  readonly scope: 'shards' | 'route' | null;
  /** One line for people. */
  readonly about: string;
  readonly fields: Fields;
}

/** Everything that can go wrong on purpose. */
export const kinds = {
  'ws.drop': { way: 'act', scope: 'shards', about: 'The TCP connection is reset without a word.', fields: { when } },
  'ws.close': {
    way: 'act',
    scope: 'shards',
    about: 'The connection is closed with a code; codes that end a session in Discord end it here too.',
    fields: { code: whole(1000, 4999), when },
  },
  'ws.op7': { way: 'act', scope: 'shards', about: 'The client is asked to reconnect and resume.', fields: {} },
  'ws.op9': {
    way: 'act',
    scope: 'shards',
    about: 'The session is called invalid; it can be resumed or it is gone.',
    fields: { resumable: flag(false), when: whenKnown },
  },
  'ws.noAck': { way: 'waiting', scope: 'shards', about: 'Heartbeats are not acknowledged.', fields: {} },
  'ws.muteHello': {
    way: 'waiting',
    scope: null,
    about: 'New connections are accepted, and then nothing comes: no HELLO.',
    fields: { path },
  },
  'ws.slow': { way: 'waiting', scope: 'shards', about: 'Every frame comes late.', fields: { delayMs } },
  'ws.lateDispatch': {
    way: 'waiting',
    scope: 'shards',
    about: 'Events come late; acknowledgements do not.',
    fields: { delayMs },
  },
  'ws.forgetSessions': { way: 'act', scope: 'shards', about: 'Sessions are forgotten: RESUME fails.', fields: {} },
  'ws.refuseUpgrade': {
    way: 'waiting',
    scope: null,
    about: 'New connections are turned away: closed, reset, or answered with an HTTP status.',
    fields: { how: oneOf(['refused', 'reset', 401, 403, 429, 500, 502, 503, 504, 520], 'refused'), path },
  },
  'ws.duplicateSequence': { way: 'waiting', scope: 'shards', about: 'Events come twice, with one number.', fields: {} },
  'ws.gap': { way: 'waiting', scope: 'shards', about: 'Events are lost: their numbers are skipped.', fields: {} },
  'ws.deaf': {
    way: 'state',
    scope: 'shards',
    about: 'No event comes and nothing that is asked for; acknowledgements, READY with its guilds and RESUMED do.',
    fields: {},
  },
  'ws.malformedDispatch': {
    way: 'act',
    scope: 'shards',
    about: 'An event whose data is not what it should be.',
    fields: { event: text(64, 'GUILD_CREATE'), data: anything(null) },
  },
  'ws.invalidFrame': {
    way: 'act',
    scope: 'shards',
    about: 'A frame that cannot be read: broken JSON, broken zlib, or a very long one.',
    fields: { what: oneOf(['json', 'zlib', 'huge'], 'json'), megabytes: whole(1, 50, 1) },
  },
  'ws.requestHeartbeat': { way: 'act', scope: 'shards', about: 'Discord asks for a heartbeat (op 1).', fields: {} },
  'ws.noReady': { way: 'waiting', scope: 'shards', about: 'IDENTIFY is accepted, READY never comes.', fields: {} },
  'ws.blackhole': {
    way: 'state',
    scope: 'shards',
    about: 'Open connections fall silent: nothing is read, nothing is written, nothing is closed.',
    fields: {},
  },
  'rest.429': {
    way: 'waiting',
    scope: 'route',
    about: 'Requests are rate limited.',
    fields: { reach: oneOf(['user', 'shared', 'global'], 'user'), retryAfterMs: whole(0, DAY_MS, 1_000) },
  },
  'rest.status': {
    way: 'waiting',
    scope: 'route',
    about: 'Requests get an error of the server; 520 and up as a page of Cloudflare.',
    fields: { status: oneOf([500, 502, 503, 504, 520, 521, 522, 524], 500) },
  },
  'rest.delay': { way: 'waiting', scope: 'route', about: 'Requests are answered late.', fields: { delayMs } },
  'rest.hang': { way: 'waiting', scope: 'route', about: 'Requests are never answered.', fields: {} },
  'rest.reset': { way: 'waiting', scope: 'route', about: 'Requests get a TCP reset.', fields: {} },
  'rest.truncatedBody': { way: 'waiting', scope: 'route', about: 'Answers stop in the middle.', fields: {} },
  'rest.cloudflareBan': {
    way: 'waiting',
    scope: 'route',
    about: 'Cloudflare answers for Discord: HTML, and a long Retry-After.',
    fields: { status: oneOf([429, 403], 429), retryAfterMs: whole(1_000, DAY_MS, 3_600_000) },
  },
  outage: {
    way: 'state',
    scope: null,
    about: 'Discord is away: open gateway connections are reset, new ones and requests are turned away.',
    fields: {
      side: oneOf(['gateway', 'rest', 'both'], 'both'),
      how: oneOf(['reset', 'refused', 500, 502, 503, 504, 520], 'reset'),
    },
  },
  'guilds.unavailable': {
    way: 'state',
    scope: null,
    about: 'Guilds have an outage: these ids, or a share of all.',
    fields: { ids: guildIds, share },
  },
  'guilds.missing': {
    way: 'waiting',
    scope: 'shards',
    about: 'Guilds named in READY never come: these ids, a share of all, or all.',
    fields: { ids: guildIds, share },
  },
  sessionLimit: {
    way: 'act',
    scope: null,
    about: 'So many session starts are left for today.',
    fields: { remaining: whole(0, 1_000) },
  },
  'token.invalidate': {
    way: 'state',
    scope: null,
    about: 'The token is wrong: 401 and 4004. Open connections are closed with 4004, unless told otherwise.',
    fields: { closes: flag(true) },
  },
  'token.rotate': {
    way: 'act',
    scope: null,
    about: 'There is a new token; the old one is wrong from now on.',
    fields: {},
  },
  'intents.disallow': { way: 'waiting', scope: 'shards', about: 'IDENTIFY is refused with 4014.', fields: {} },
  'status.incident': {
    way: 'state',
    scope: null,
    about: "Discord's status page tells of an incident.",
    fields: {
      indicator: oneOf(['minor', 'major', 'critical'], 'major'),
      title: text(200, 'Increased API errors'),
    },
  },
} as const satisfies Readonly<Record<string, KindFacts>>;

export type Kind = keyof typeof kinds;
export type ParamsOf<K extends Kind> = Values<(typeof kinds)[K]['fields']>;

export function isKind(value: unknown): value is Kind {
  return typeof value === 'string' && Object.hasOwn(kinds, value);
}

export function factsOf(kind: Kind): KindFacts {
  return kinds[kind];
}
