import {
  halfAvailable,
  happeningNoted,
  instanceSampled,
  limits,
  problem,
  shardChanged,
  signInChanged,
  statusOf,
} from '../../../../test/make.js';
import type { BotEvent } from '../../../model/event.js';
import { type OverviewView, overviewView } from './overview.view.js';

function overview(events: readonly BotEvent[], now = 0): OverviewView {
  return overviewView({
    status: statusOf(events, now),
    availability: halfAvailable,
    trend: [],
    limits,
    newest: [],
    incidents: [],
  });
}

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

  it('shows the newest few', () => {
    const many = Array.from({ length: 20 }, (_, at) => happeningNoted({ at, text: `number ${at}` }));

    expect(overview(many).lately).toHaveLength(8);
    expect(overview(many).lately[0]?.text).toBe('number 19');
  });
});
