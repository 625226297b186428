import {
  halfAvailable,
  instanceSampled,
  limits,
  shardChanged,
  signInChanged,
  statusOf,
} from '../../../../test/make.js';
import type { BotEvent } from '../../../model/event.js';
import type { ProbeAnswer } from '../../../monitor/probes.js';
import { type HealthView, healthView } from './health.view.js';

const ok: ProbeAnswer = { isOk: true, isDegraded: false, words: 'Fine.' };

function page(events: readonly BotEvent[], answers: { ready?: ProbeAnswer; bot?: ProbeAnswer } = {}): HealthView {
  const all = { live: ok, ready: ok, startup: ok, bot: ok, ...answers };
  return healthView({ status: statusOf(events), limits, answers: all, availability: halfAvailable });
}

describe('a probe on the health page', () => {
  it('shows the code that an orchestrator gets, and what follows', () => {
    const [live] = page([]).probes;

    expect(live).toMatchObject({ name: 'Liveness', path: '/health/live', code: 200, word: 'Pass' });
    expect(live?.consequence).toContain('restarted');
  });

  it('passes with a warning where it is degraded', () => {
    const [, ready] = page([], { ready: { ...ok, isDegraded: true } }).probes;

    expect(ready).toMatchObject({ code: 200, state: 'warn', word: 'Pass with a warning' });
  });

  it('fails with 503', () => {
    const bot = page([], { bot: { isOk: false, isDegraded: false, words: 'Down.' } }).probes[3];

    expect(bot).toMatchObject({ code: 503, state: 'bad', word: 'Fail', words: 'Down.' });
  });
});

describe('an indicator on the health page', () => {
  const slow = [instanceSampled(), signInChanged(), shardChanged({ latencyMs: 1_500 })];

  it('stands at the top, tinted, while its limit is broken', () => {
    const [first, second] = page(slow).indicators;

    expect(first).toMatchObject({ name: 'Gateway latency p95', tint: 'warn', now: '1,500\u00a0ms' });
    expect(first?.advice).toContain('discordstatus.com');
    expect(second?.tint).toBeNull();
  });

  it('is counted in words', () => {
    expect(page(slow).counts.map(({ count, word }) => `${count} ${word}`)).toEqual([
      '1 warning',
      '8 pass',
      '10 not known',
    ]);
  });
});

describe('the availability on the health page', () => {
  it('is told for the last hour and since the start', () => {
    expect(page([]).availability).toMatchObject({ lastHour: '50\u00a0%', sinceStart: '50\u00a0%' });
    expect(page([]).availability?.minutes.bars).toHaveLength(60);
  });
});
