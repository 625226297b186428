import type { EventsAnswer } from '../../src/faces/api/event.answer.js';
import type { HistoryAnswer } from '../../src/faces/api/history.answer.js';
import type { IncidentsAnswer } from '../../src/faces/api/incident.answer.js';
import type { UptimeAnswer } from '../../src/faces/api/uptime.answer.js';
import { statusOf } from '../e2e/status.js';
import { Lives } from './lives.js';
import { SettableClock, isWithoutFaketime, onSettableClock } from './settable-clock.js';

/** Milliseconds: a busy machine may take long for some lives, each of some ten seconds. */
const PATIENT_MS = 300_000;
/** Seconds that a process may be dead without anybody knowing: it writes every five that it lives. */
const UNSEEN_S = 6;
/** Milliseconds of one point of the finest history. */
const SLOT_MS = 10_000;
const SHARDS = 2;

describe.skipIf(isWithoutFaketime)(`a wall clock ${onSettableClock}`, () => {
  let lives: Lives;
  let clock: SettableClock;
  beforeEach(async () => {
    clock = new SettableClock();
    // How slow this machine is while tests run is of no interest here.
    const env = { LIMIT_EVENT_LOOP_LAG_MS: '5000', LIMIT_ACKNOWLEDGEMENT_MS: '20000', LIMIT_LATENCY_MS: '20000' };
    const discord = { shards: SHARDS, heartbeatIntervalMs: 2_000, mishaps: false };
    lives = await Lives.of({ discord, env: { ...env, ...clock.env } });
  });
  afterEach(async () => {
    await lives.end();
    clock.remove();
  });

  const get = async <T>(path: string) => (await (await fetch(`${lives.app.url}/api/v1/${path}`)).json()) as T;
  const availability = () => get<UptimeAnswer>('availability');
  const incidents = async () => (await get<IncidentsAnswer>('incidents')).items;
  const points = async (day: string) => {
    const query = `from=${day}T00:00:00Z&until=${day}T23:59:59Z&resolution=10s&limit=2000`;
    return (await get<HistoryAnswer>(`history?${query}`)).points;
  };
  const observedSeconds = async () => {
    const { windows } = await availability();
    return Math.max(0, ...windows.map(({ knownSeconds, stoppedSeconds }) => knownSeconds - stoppedSeconds));
  };

  /** Waits until the program has looked at itself for so many seconds more, and says that all is well each time it is asked. */
  async function stayOperational(seconds: number): Promise<void> {
    const until = (await observedSeconds()) + seconds;
    await lives.until(async () => {
      const status = await statusOf(lives.app);
      expect(status.verdict).toBe('operational');
      expect(negatives({ ...status, clockOffset: null })).toEqual([]);
      return (await observedSeconds()) >= until;
    });
  }

  /** The program goes by this clock wherever it does not take care. */
  async function wallClock(): Promise<number> {
    const { headers } = await fetch(`${lives.app.url}/health/live`);
    return Date.parse(headers.get('date') ?? '');
  }

  function expectPossible({ windows, days }: UptimeAnswer): void {
    expect(windows).toHaveLength(4);
    for (const { ratio, answeredSeconds, stoppedSeconds, knownSeconds } of [...windows, ...days]) {
      expect(ratio ?? 0).toBeLessThanOrEqual(1);
      expect(answeredSeconds + stoppedSeconds).toBeLessThanOrEqual(knownSeconds + 0.001);
    }
  }

  /** Seconds in which nothing ran, as the program has it. */
  const stoppedSeconds = ({ windows }: UptimeAnswer) => Math.max(...windows.map((window) => window.stoppedSeconds));

  async function expectEventsInOrder(): Promise<void> {
    const { items } = await get<EventsAnswer>('events?limit=100');
    const ids = items.map(({ id }) => Number(id));
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
  }

  it(
    'is set by an hour and a day while the program runs, and nothing comes of it',
    async () => {
      await lives.live();
      const day = new Date().toISOString().slice(0, 10);
      await stayOperational(10);
      for (const offset of ['+1h', '-1h', '+1d']) {
        clock.set(offset);
        await lives.until(async () => Math.abs((await wallClock()) - Date.now()) > 3_000_000);
        await stayOperational(15);
      }

      const kept = await points(day);
      // Only the very first point does not begin with its span.
      const starts = kept.map(({ at }) => Math.floor(Date.parse(at) / SLOT_MS));
      expect(kept.length).toBeGreaterThanOrEqual(6);
      expect(starts).toEqual(starts.map((_, at) => (starts[0] ?? 0) + at));
      for (const { observedSeconds: seconds } of kept) expect(seconds).toBeLessThanOrEqual(10);
      const uptime = await availability();
      expectPossible(uptime);
      expect(stoppedSeconds(uptime)).toBe(0);
      expect(await incidents()).toEqual([]);
      await expectEventsInOrder();
    },
    PATIENT_MS,
  );

  it(
    'is set between two processes, and neither an outage nor a lost session comes of it',
    async () => {
      let [awayMs, deaths] = [0, 0];
      let endedAt = performance.now();
      const next = async (offset: string, end: 'stop' | 'kill') => {
        clock.set(offset);
        await lives.live();
        awayMs += performance.now() - endedAt;
        await stayOperational(5);
        const uptime = await availability();
        expectPossible(uptime);
        expect(stoppedSeconds(uptime)).toBeLessThanOrEqual(awayMs / 1_000 + deaths * UNSEEN_S);
        await expectEventsInOrder();
        endedAt = performance.now();
        await lives[end]();
        if (end === 'kill') deaths += 1;
      };
      await next('+0', 'stop');
      await next('+1h', 'stop');
      await next('+0', 'kill');
      const killedAt = endedAt;
      await next('+24h', 'kill');
      clock.set('+23h');
      await lives.live();

      const found = await incidents();
      expect(found.length).toBeGreaterThanOrEqual(1); // one, where each died before the calm that ends an incident was over
      for (const { kind, durationSeconds } of found) {
        expect(kind).toBe('crash');
        expect(durationSeconds).toBeGreaterThanOrEqual(0);
        expect(durationSeconds).toBeLessThanOrEqual((performance.now() - killedAt) / 1_000 + UNSEEN_S);
      }
      expect(lives.discord.identifyTimes()).toHaveLength(SHARDS);
    },
    PATIENT_MS,
  );
});

/** Paths of all that is below zero. */
function negatives(value: unknown, path = ''): readonly string[] {
  if (typeof value === 'number') return value < 0 ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => negatives(part, `${path}/${name}`));
}
