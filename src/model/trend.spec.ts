import { type TrendPoint, rates } from './trend.js';

const point = (at: number, eventCount: number): TrendPoint => ({
  at,
  eventCount,
  interactionCount: 0,
  acknowledgementMs: null,
  latencyMs: null,
  guildCount: null,
  rssBytes: null,
});

describe('the rates of a counter', () => {
  it('are its growth between neighbours, in the unit asked for', () => {
    expect(rates([point(0, 0), point(5_000, 10), point(10_000, 10)], 'eventCount', 1_000)).toEqual([2, 0]);
  });

  it('are never below zero, even when a counter began anew', () => {
    expect(rates([point(0, 50), point(1_000, 3)], 'eventCount', 1_000)).toEqual([0]);
  });

  it('need two points', () => {
    expect(rates([point(0, 1)], 'eventCount', 1_000)).toEqual([]);
  });
});
