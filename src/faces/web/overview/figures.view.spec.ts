import {
  applicationChanged,
  commandsCompared,
  instanceSampled,
  interactionsMeasured,
  limits,
  shardChanged,
  signInChanged,
  statusOf,
} from '../../../../test/make.js';
import type { BotEvent } from '../../../model/event.js';
import { indicatorsOf } from '../../../model/health.js';
import type { TrendPoint } from '../../../model/trend.js';
import { type FigureView, figuresView } from './figures.view.js';

const well = [instanceSampled(), signInChanged(), applicationChanged(), commandsCompared()];

function figuresOf(events: readonly BotEvent[], now = 0, trend: readonly TrendPoint[] = []): readonly FigureView[] {
  const status = statusOf(events, now);
  return figuresView({ status, trend, indicators: indicatorsOf(status, limits) });
}

function point(parts: Partial<TrendPoint>): TrendPoint {
  return {
    at: 0,
    latencyMs: 42,
    guildCount: 3,
    eventCount: 0,
    interactionCount: 0,
    acknowledgementMs: null,
    rssBytes: 1,
    ...parts,
  };
}

describe('the key figures', () => {
  it('show nothing that is not known, and say when it will be', () => {
    const figures = figuresOf([]);

    expect(figures.map(({ value }) => value)).toEqual(Array(5).fill(null));
    expect(figures[0]?.fact.before).toBe('comes with the first heartbeat');
  });

  it('show the latency with its age', () => {
    const shard = shardChanged({ latencyMs: 88, heartbeatAcknowledgedAt: 5_000 });

    expect(figuresOf([...well, shard], 9_000)[0]).toMatchObject({
      value: '88',
      fact: { strong: '88\u00a0ms' },
      seen: { as: 'ago', iso: '1970-01-01T00:00:05.000Z' },
    });
  });

  it('count commands over the last minute', () => {
    const trend = [point({ at: 0, interactionCount: 10 }), point({ at: 30_000, interactionCount: 20 })];

    expect(figuresOf([...well, shardChanged({ interactionCount: 20 })], 30_000, trend)[2]).toMatchObject({
      value: '20',
      unit: 'per min',
      fact: { strong: '20' },
    });
  });

  it('say how many commands were answered in time', () => {
    const trend = [point({ at: 0 }), point({ at: 30_000, interactionCount: 20 })];
    const recent = { count: 40, inTimeCount: 39, p50Ms: 1, p95Ms: 1, p99Ms: 1, ownP95Ms: 1, ageAtReceiptMs: 1 };

    expect(figuresOf([...well, shardChanged(), interactionsMeasured({ recent })], 0, trend)[2]).toMatchObject({
      fact: { strong: '97.50\u00a0%', after: ' in time' },
      warning: { word: 'Warning' },
    });
  });

  it('say how long an answer takes, against what Discord allows', () => {
    const recent = { count: 40, inTimeCount: 40, p50Ms: 1, p95Ms: 412, p99Ms: 1, ownP95Ms: 1, ageAtReceiptMs: 1 };

    expect(figuresOf([...well, shardChanged(), interactionsMeasured({ recent })])[3]).toMatchObject({
      value: '412',
      fact: { strong: '14\u00a0%', after: ' of the 3\u00a0s allowed' },
      warning: null,
    });
  });

  it('say how many servers came and went', () => {
    const moved = shardChanged({ joinedGuildCount: 61, leftGuildCount: 24 });

    expect(figuresOf([...well, moved])[1]?.fact).toEqual({ strong: '+61 \u221224', after: ' since the start' });
  });

  it('do not promise a heartbeat when a connection was lost', () => {
    const lost = shardChanged({ connection: 'disconnected' });

    expect(figuresOf([...well, lost])[0]).toMatchObject({
      value: null,
      fact: { before: 'while no shard answers' },
    });
  });

  it('warn where a limit is broken, and nowhere else', () => {
    const warned = figuresOf([...well, shardChanged({ latencyMs: 1_500 })]).map(({ warning }) => warning?.word);

    expect(warned).toEqual(['Warning', undefined, undefined, undefined, undefined]);
  });

  it('say how many servers get no events', () => {
    const lost = shardChanged({ connection: 'disconnected', guildCount: 1_151 });

    expect(figuresOf([...well, lost])[1]?.fact).toEqual({ strong: '1,151', after: ' get no events' });
  });
});
