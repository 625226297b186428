import { sessionFacts } from '../gateway/session-facts.js';
import type { Gateway } from '../gateway/gateway.js';
import type { RequestLog } from '../rest/request-log.js';
import { maybe, whole } from '../field.js';
import type { Parts } from '../parts.js';
import type { Wire } from '../wire.js';
import { type Operation, PlainAnswer, operation } from './operation.js';
import type { ControlStage } from './stage.js';

/** Ten years, in milliseconds. */
const FAR_MS = 315_360_000_000;

/** What happened, what time it is, and how to begin again. */
export function stateOperations(stage: ControlStage): Operation[] {
  return [...watchOperations(stage), ...timeOperations(stage)];
}

function watchOperations({ parts, seed }: ControlStage): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/state',
      about: 'Sessions, counters and the clock.',
      answer: () => ({ seed: seed(), ...stateView(parts()) }),
    }),
    operation({
      method: 'get',
      path: '/truth',
      about: 'Whether a command would reach a client on each shard right now, since when, and why not.',
      answer: () => ({ now: Date.now(), shards: parts().gateway.truth.all }),
    }),
    operation({
      method: 'get',
      path: '/attempts',
      about:
        'When clients asked for a WebSocket, identified and resumed, whatever became of it: the newest 20,000 each.',
      answer: () => attemptTimes(parts().gateway),
    }),
    operation({
      method: 'get',
      path: '/transcript',
      about: 'What went over the wire lately, as JSON lines, the oldest first; tokens are redacted.',
      answer: () => new PlainAnswer('application/x-ndjson', parts().transcript.lines()),
    }),
    operation({
      method: 'delete',
      path: '/transcript',
      about: 'Forgets what went over the wire.',
      answer: () => parts().transcript.clear(),
    }),
  ];
}

function timeOperations({ parts, seed, reset }: ControlStage): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/clock',
      about: "Discord's clock.",
      answer: () => clockView(parts()),
    }),
    operation({
      method: 'patch',
      path: '/clock',
      about: "Sets Discord's clock ahead of ours, or behind it: to see 15 minutes or 24 hours pass at once.",
      fields: { offsetMs: whole(-FAR_MS, FAR_MS) },
      answer: ({ body }) => {
        parts().world.clock.offsetMs = body.offsetMs;
        return clockView(parts());
      },
    }),
    operation({
      method: 'post',
      path: '/reset',
      about: 'Begins again: the world of the seed, no sessions, no faults, no counts. Connections are cut.',
      fields: { seed: maybe(whole(0, 2 ** 31 - 1)) },
      answer: ({ body }) => {
        reset(body.seed ?? undefined);
        const { credentials, world } = parts();
        return { seed: seed(), token: credentials.token, applicationId: world.application.id };
      },
    }),
  ];
}

function clockView({ world }: Parts): Wire {
  const { factor, offsetMs } = world.clock;
  return { now: world.clock.now(), offsetMs, timeFactor: factor };
}

function stateView(all: Parts): Wire {
  const { world, gateway, rest, credentials, standing } = all;
  const guilds = [...world.guilds.values()];
  return {
    clock: clockView(all),
    application: { id: world.application.id, token: credentials.token, isTokenRejected: credentials.areRejected },
    world: {
      guilds: guilds.length,
      unavailable: guilds.filter((one) => one.isUnavailable).length,
      users: world.users.length,
    },
    sessions: sessionFacts(gateway),
    gateway: gatewayView(gateway),
    rest: restView(rest.log),
    faults: standing.all.length,
  };
}

function gatewayView({ tally, attempts, starts, clock }: Gateway): Wire {
  const { connections, identifies, resumes, heartbeats, missedHeartbeats } = tally;
  const { invalidSessions, malformedFrames, rateLimits, closes } = tally;
  return {
    connections,
    identifies,
    resumes,
    heartbeats,
    missedHeartbeats,
    invalidSessions,
    malformedFrames,
    rateLimits,
    closes,
    attempts: attempts.counts,
    sessionStartsRemaining: starts.remaining(clock.now()),
  };
}

function attemptTimes({ attempts }: Gateway): Wire {
  const { upgrades, identifies, resumes } = attempts;
  return {
    upgrades: upgrades.newest.map(({ at, key }) => ({ at, path: key })),
    identifies: identifies.newest.map(({ at, key }) => ({ at, shardId: key })),
    resumes: resumes.newest.map(({ at, key }) => ({ at, shardId: key })),
  };
}

function restView({ routes, unsupported, invalid, withoutUserAgent, malformed }: RequestLog): Wire {
  return {
    routes: Object.fromEntries(routes),
    unsupported,
    invalidRequests: invalid.count(),
    withoutUserAgent,
    malformed,
  };
}
