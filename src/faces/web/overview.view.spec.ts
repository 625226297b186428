import {
  applicationChanged,
  commandsCompared,
  halfAvailable,
  happeningNoted,
  instanceSampled,
  interactionsMeasured,
  limits,
  problem,
  shardChanged,
  signInChanged,
  statusOf,
} from '../../../test/make.js';
import type { BotEvent } from '../../model/event.js';
import type { TrendPoint } from '../../model/trend.js';
import { type OverviewView, overviewView } from './overview.view.js';

function overview(events: readonly BotEvent[], now = 0, trend: readonly TrendPoint[] = []): OverviewView {
  return overviewView({
    status: statusOf(events, now),
    availability: halfAvailable,
    trend,
    limits,
    newest: [],
    incidents: [],
  });
}

const well = [instanceSampled(), signInChanged(), applicationChanged(), commandsCompared()];

function point(parts: Partial<TrendPoint>): TrendPoint {
  return { at: 0, latencyMs: 42, guildCount: 3, eventCount: 0, interactionCount: 0, rssBytes: 1, ...parts };
}

describe('the key figures', () => {
  it('show nothing that is not known, and say when it will be', () => {
    const [latency, guilds, commands, events, memory] = overview([]).figures;

    expect([latency, guilds, commands, events, memory].map((figure) => figure?.value)).toEqual(Array(5).fill(null));
    expect(latency?.fact.before).toBe('comes with the first heartbeat');
  });

  it('show the latency with its age', () => {
    const shard = shardChanged({ latencyMs: 88, heartbeatAcknowledgedAt: 5_000 });

    expect(overview([...well, shard], 9_000).figures[0]).toMatchObject({
      value: '88',
      fact: { strong: '88\u00a0ms' },
      seen: { as: 'ago', iso: '1970-01-01T00:00:05.000Z' },
    });
  });

  it('count commands over the last minute', () => {
    const trend = [point({ at: 0, interactionCount: 10 }), point({ at: 30_000, interactionCount: 20 })];

    expect(overview([...well, shardChanged({ interactionCount: 20 })], 30_000, trend).figures[2]).toMatchObject({
      value: '20',
      unit: 'per min',
      fact: { strong: '20' },
    });
  });

  it('say how many commands were answered in time', () => {
    const trend = [point({ at: 0 }), point({ at: 30_000, interactionCount: 20 })];
    const recent = { count: 40, inTimeCount: 39, p50Ms: 1, p95Ms: 1, p99Ms: 1, ownP95Ms: 1, ageAtReceiptMs: 1 };

    expect(overview([...well, shardChanged(), interactionsMeasured({ recent })], 0, trend).figures[2]).toMatchObject({
      fact: { strong: '97.50\u00a0%', after: ' in time' },
      warning: { word: 'Warning' },
    });
  });

  it('do not promise a heartbeat when a connection was lost', () => {
    const lost = shardChanged({ connection: 'disconnected' });

    expect(overview([...well, lost]).figures[0]).toMatchObject({
      value: null,
      fact: { before: 'while no shard answers' },
    });
  });

  it('warn where a limit is broken, and nowhere else', () => {
    const warned = overview([...well, shardChanged({ latencyMs: 1_500 })]).figures.map(({ warning }) => warning?.word);

    expect(warned).toEqual(['Warning', undefined, undefined, undefined, undefined]);
  });

  it('say how many servers get no events', () => {
    const lost = shardChanged({ connection: 'disconnected', guildCount: 1_151 });

    expect(overview([...well, lost]).figures[1]?.fact).toEqual({ strong: '1,151', after: ' get no events' });
  });
});

describe('the shard grid', () => {
  it('shades a ready shard by its latency', () => {
    const shards = [40, 41, 49, 62].map((latencyMs, id) => shardChanged({ id, of: 4, latencyMs }));

    expect(overview(shards).grid.cells.map(({ heat }) => heat)).toEqual([1, 2, 3, 4]);
  });

  it('shows shards of which nothing was heard yet as waiting', () => {
    const { cells, counts } = overview([shardChanged({ of: 3 })]).grid;

    expect(cells.map(({ word, value }) => [word, value])).toEqual([
      ['Ready', '42\u00a0ms'],
      ['Waiting', 'queue'],
      ['Waiting', 'queue'],
    ]);
    expect(counts.map(({ count, word }) => `${count} ${word}`)).toEqual(['2 waiting', '1 ready']);
  });

  it('says for how long a shard has not answered, and does not believe that it is ready', () => {
    const silent = shardChanged({ heartbeatSentAt: 1_000, heartbeatAcknowledgedAt: 900 });

    expect(overview([silent], 44_000).grid.cells[0]).toMatchObject({
      state: 'warn',
      word: 'Not answering',
      value: '43\u00a0s',
      heat: null,
    });
  });

  it('has room for one unit only', () => {
    const silent = shardChanged({ heartbeatSentAt: 1_000, heartbeatAcknowledgedAt: 900 });

    expect(overview([silent, instanceSampled({ at: 191_000 })], 191_000).grid.cells[0]?.value).toBe('3\u00a0min');
  });

  it('is calm about a first connection, and not about one that comes back', () => {
    const first = shardChanged({ connection: 'connecting', attempt: 1 });
    const again = shardChanged({ connection: 'connecting', attempt: 2, lastError: problem() });

    expect(overview([first]).grid.cells[0]).toMatchObject({ state: 'info', word: 'Connecting' });
    expect(overview([again]).grid.cells[0]).toMatchObject({ state: 'warn', word: 'Reconnecting', value: 'try 2' });
  });

  it('uses small cells above 32 shards', () => {
    expect(overview([shardChanged({ of: 32 })]).grid.isLarge).toBe(false);
    expect(overview([shardChanged({ of: 33 })]).grid.isLarge).toBe(true);
  });
});

describe('the connection card', () => {
  it('says when the next sign-in is tried', () => {
    const waiting = signInChanged({ stage: 'waiting', attempt: 3, nextAttemptAt: 8_000, problem: problem() });

    expect(overview([waiting]).connection[0]).toMatchObject({
      value: 'waiting to try again (attempt\u00a03), ',
      time: { as: 'in', iso: '1970-01-01T00:00:08.000Z' },
    });
  });

  it('shows a dash for what is not known', () => {
    expect(overview([]).connection.find(({ label }) => label === 'Last event')?.value).toBe('–');
  });
});

describe('the process card', () => {
  it('is empty before the first sample', () => {
    expect(overview([]).process).toBeNull();
  });

  it('says that nothing is remembered when the store is in memory', () => {
    const store = { kept: 'memory', note: 'The disk is full.', startCount: null } as const;
    const sampled = instanceSampled({
      store: { ...store, firstStartedAt: null, isPreviousStopClean: null, previousVersion: null },
    });
    const { process } = overview([sampled]);

    expect(process?.notes).toEqual(['The disk is full.']);
    expect(process?.chip.word).toBe('Warning');
    expect(process?.summary.map(({ label }) => label)).not.toContain('Started');
  });
});

describe('"Lately"', () => {
  it('hands a name by strangers on as it is, for the one partial that prints it', () => {
    const joined = happeningNoted({ text: 'Joined a server', guildName: '<img src=x>' });

    expect(overview([joined]).lately[0]).toMatchObject({ text: 'Joined a server', guildName: '<img src=x>' });
  });

  it('gives two things in one millisecond two keys that stay when more happens', () => {
    const two = [happeningNoted({ at: 5, text: 'a' }), happeningNoted({ at: 5, text: 'b' })];
    const keys = overview(two).lately.map(({ key }) => key);
    const later = overview([...two, happeningNoted({ at: 6 })]).lately.map(({ key }) => key);

    expect(new Set(keys).size).toBe(2);
    expect(later.slice(1)).toEqual(keys);
  });

  it('shows the newest dozen', () => {
    const many = Array.from({ length: 20 }, (_, at) => happeningNoted({ at, text: `number ${at}` }));

    expect(overview(many).lately).toHaveLength(12);
    expect(overview(many).lately[0]?.text).toBe('number 19');
  });
});
