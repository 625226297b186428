import {
  instanceSampled,
  interactionsMeasured,
  limits,
  problem,
  restMeasured,
  shardChanged,
  snapshotOf,
} from '../../test/make.js';
import { attribute, culpritOf } from './attribution.js';
import type { BotEvent } from './event.js';
import { type Evidence, evidenceOf } from './evidence.js';
import { figuresOf, judgedShards } from './figures.js';
import type { ProblemKind } from './problem.js';

const MINUTE = 60_000;
const NOW = 30 * MINUTE;

/** Four shards, all of which were connected once. */
const wasWell = [0, 1, 2, 3].map((id) => shardChanged({ id, of: 4, at: 1 }));
const process = (lagMs: number) => instanceSampled({ at: NOW, startedAt: 0, eventLoopLagMs: lagMs });

function evidence(events: readonly BotEvent[], more: Partial<Evidence> = {}): Evidence {
  const snapshot = snapshotOf(process(8), ...wasWell, ...events);
  const shards = judgedShards(snapshot, limits, NOW);
  return { ...evidenceOf({ snapshot, shards, figures: figuresOf(shards), limits, now: NOW }), ...more };
}

const lost = (kind: ProblemKind, detail: string, ids: readonly number[]) =>
  ids.map((id) =>
    shardChanged({
      id,
      of: 4,
      at: NOW,
      connection: 'connecting',
      lastError: problem({ kind, detail, peer: 'gateway' }),
    }),
  );
const mute = (ids: readonly number[]) =>
  ids.map((id) =>
    shardChanged({ id, of: 4, at: NOW, heartbeatSentAt: NOW - 20_000, heartbeatAcknowledgedAt: NOW - 60_000 }),
  );
const failing = restMeasured({ at: NOW, recentFailureCount: 50 });
const lateCommands = (p95Ms: number, ownP95Ms: number) => [
  interactionsMeasured({ recent: { ...interactionsMeasured().interactions.recent, p95Ms, ownP95Ms } }),
];
const ALL = [0, 1, 2, 3];
const page = (indicator: 'none' | 'major' | null, trouble: string | null = null) => ({
  statusPage: { indicator, titles: indicator === 'major' ? ['Gateway trouble'] : [], trouble },
});
const api = (answer: 'answers' | 'error' | 'none', detail: string | null = null) => ({
  reach: { api: answer, detail },
});
const changed = (at: number) => ({ versionChange: { from: '1.0.0', to: '1.1.0', at } });

describe('whose fault an incident is', () => {
  it.each<[string, readonly BotEvent[], Partial<Evidence>, string | null, string]>([
    ['a rejected token', lost('token_rejected', '4004', ALL), {}, 'configuration', 'certain'],
    ['intents that are not allowed', lost('intents_disallowed', '4014', ALL), {}, 'configuration', 'certain'],
    [
      'a token rejected just after a deployment',
      lost('token_rejected', '4004', ALL),
      changed(NOW - MINUTE),
      'configuration',
      'certain',
    ],
    [
      'a gateway that refuses while the API answers',
      lost('unreachable', 'ECONNREFUSED', ALL),
      api('answers'),
      'discord',
      'likely',
    ],
    [
      'gateway and API refusing, and nobody else asked',
      lost('unreachable', 'ECONNREFUSED', ALL),
      api('none', 'ECONNREFUSED'),
      'network',
      'likely',
    ],
    [
      'nothing reached at all, the status page neither',
      lost('unreachable', 'ETIMEDOUT', ALL),
      { ...api('none', 'ETIMEDOUT'), ...page(null, 'ETIMEDOUT') },
      'network',
      'likely',
    ],
    [
      'nothing of Discord reached, and its page tells of it',
      lost('unreachable', 'ECONNREFUSED', ALL),
      { ...api('none', 'ECONNREFUSED'), ...page('major') },
      'discord',
      'likely',
    ],
    ['errors of the gateway', lost('discord_error', 'HTTP 503', ALL), {}, 'discord', 'likely'],
    [
      'errors of gateway and API',
      lost('discord_error', 'HTTP 503', ALL),
      api('error', 'HTTP 503'),
      'discord',
      'certain',
    ],
    [
      'errors of the gateway, told on the status page',
      lost('discord_error', 'HTTP 503', ALL),
      page('major'),
      'discord',
      'certain',
    ],
    ['a name that cannot be looked up', lost('dns', 'ENOTFOUND', ALL), api('none', 'ENOTFOUND'), 'network', 'likely'],
    ['no way out of this machine', lost('unreachable', 'ENETUNREACH', ALL), {}, 'network', 'certain'],
    ['all connections silent at once', mute(ALL), {}, 'network', 'likely'],
    ['all connections silent while the API answers', mute(ALL), api('answers'), null, 'possible'],
    ['one connection silent', mute([2]), {}, null, 'possible'],
    ['one connection silent while the API answers', mute([2]), api('answers'), 'discord', 'likely'],
    ['sessions that Discord refuses', lost('session_refused', 'op 9', ALL), {}, 'discord', 'likely'],
    ['shards that Discord closes', lost('connection_closed', 'close code 4000', ALL), {}, 'discord', 'likely'],
    ['lines that are cut', lost('connection_closed', 'close code 1006, cut without a word', ALL), {}, null, 'possible'],
    ['too many requests of our own', lost('rate_limited', 'HTTP 429', ALL), {}, 'process', 'likely'],
    ['a blocked event loop', [process(3_000)], {}, 'process', 'likely'],
    ['a blocked event loop behind silent connections', [process(31_000), ...mute(ALL)], {}, 'process', 'certain'],
    ['a process that stood still', [], { stoodStillMs: 61_000 }, 'process', 'certain'],
    [
      'a process that stood still, after which some connections were lost',
      mute([2]),
      { stoodStillMs: 6_000 },
      'process',
      'likely',
    ],
    ['a crash', [], { hasCrashed: true }, 'process', 'certain'],
    ['a new version that blocks the event loop', [process(3_000)], changed(NOW - MINUTE), 'deployment', 'likely'],
    ['an old version that blocks the event loop', [process(3_000)], { versionChange: 'none' }, 'process', 'likely'],
    ['an API that fails requests', [failing], {}, 'discord', 'likely'],
    [
      'an API that does not answer',
      [restMeasured({ at: NOW, recentFailureCount: 50, recentUnansweredCount: 40 })],
      {},
      null,
      'possible',
    ],
    [
      'an API that fails requests, and a status page on which nobody wrote',
      [failing],
      page('none'),
      'discord',
      'likely',
    ],
    ['commands that are late by our own work', lateCommands(2_600, 2_200), {}, 'process', 'likely'],
    ['commands that are late although we answered at once', lateCommands(2_600, 40), {}, null, 'possible'],
    [
      'commands that are late although we answered at once, told on the status page',
      lateCommands(2_600, 40),
      page('major'),
      'discord',
      'likely',
    ],
    ['nothing known', [], {}, null, 'unknown'],
  ])('after %s', (...[, events, more, culprit, confidence]) => {
    const weighed = attribute(evidence(events, more));

    expect({ culprit: culpritOf(weighed), confidence: weighed[0]?.confidence }).toEqual({ culprit, confidence });
  });

  it('weighs every culprit once, whatever is known', () => {
    const names = attribute(evidence(lost('dns', 'ENOTFOUND', ALL))).map(({ culprit }) => culprit);

    expect([...names].sort()).toEqual(['configuration', 'deployment', 'discord', 'network', 'process']);
  });

  it('says what speaks against a culprit, too', () => {
    const weighed = attribute(evidence(mute([2]), { ...page('none'), versionChange: 'none' }));
    const of = (culprit: string) => weighed.find((one) => one.culprit === culprit);

    expect(of('process')).toMatchObject({ confidence: 'ruled_out' });
    expect(of('process')?.opposing.join()).toMatch(/3 of 4 shards.*never late/);
    expect(of('configuration')).toMatchObject({ confidence: 'ruled_out' });
    expect(of('deployment')).toMatchObject({
      confidence: 'ruled_out',
      opposing: ['the version is the same as before'],
    });
    expect(of('discord')?.opposing).toEqual(['its status page tells of no trouble']);
  });

  it('does not blame a version that began only afterwards', () => {
    const [deployment] = attribute(evidence([], { since: NOW - 5 * MINUTE, hasCrashed: true, ...changed(NOW) })).filter(
      ({ culprit }) => culprit === 'deployment',
    );

    expect(deployment).toMatchObject({ confidence: 'unlikely', supporting: [] });
  });
});
