import { gatewaySettings, ledger } from '../../../test/make-gateway.js';
import { waitFor } from '../../../test/e2e/start.js';
import { now } from '../../bus/now.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import type { Waiting } from '../../model/shard.js';
import { IdentifyGuard } from './identify-guard.js';
import type { SessionStartLedger } from './session-start.ledger.js';

/** A minute takes 600 ms. */
const limits = Object.assign(new MonitorSettings(), { timeFactor: 100 });
const TURN_MS = 55;
/** Milliseconds by which timers and rounding may be early. */
const TIMER_MS = 2;

interface Wait {
  readonly shardId: number;
  readonly waitingFor: Waiting | null;
  readonly until: number | null;
}

describe('the guard of IDENTIFYs', () => {
  let starts: SessionStartLedger;
  let guard: IdentifyGuard;
  let waits: Wait[];
  let giveUp: AbortController;
  /** Shards that were let in, and when. */
  let letIn: { readonly shardId: number; readonly at: number }[];

  beforeEach(async () => {
    await build(limits);
    [waits, letIn, giveUp] = [[], [], new AbortController()];
  });
  afterEach(() => giveUp.abort());

  async function build(times: MonitorSettings): Promise<void> {
    starts = await ledger(gatewaySettings({ sessionStartReserve: 10 }), times);
    guard = new IdentifyGuard(starts, times);
    guard.onWait = (shardId, waitingFor, until) => waits.push({ shardId, waitingFor, until });
  }

  /** A shard asks for leave, and sends its IDENTIFY when it has it. */
  async function ask(shardId: number, signal = giveUp.signal): Promise<void> {
    await guard.waitForIdentify(shardId, signal);
    letIn.push({ shardId, at: now() });
    guard.spent(shardId);
  }

  /** Asks where nobody may be let in before the test ends. */
  function askInVain(shardId: number): void {
    ask(shardId).catch(() => undefined);
  }

  function discordSays(remaining: number, resetAfterMs = 60_000): void {
    starts.learn({ total: 1_000, remaining, reset_after: resetAfterMs, max_concurrency: 1 }, 1);
  }

  const order = () => letIn.map(({ shardId }) => shardId);
  const lastWait = () => waits.at(-1);

  it('lets the first shard go at once', async () => {
    await ask(0);

    expect(waits).toEqual([{ shardId: 0, waitingFor: null, until: null }]);
  });

  it('lets the shards of one bucket go one after another, in the order they asked, and says when', async () => {
    const from = now();
    await Promise.all([ask(0), ask(1), ask(2)]);

    expect(order()).toEqual([0, 1, 2]);
    expect(letIn[1]!.at - from).toBeGreaterThanOrEqual(TURN_MS - TIMER_MS);
    expect(letIn[2]!.at - from).toBeGreaterThanOrEqual(2 * TURN_MS - 2 * TIMER_MS);
    expect(waits.filter(({ waitingFor }) => waitingFor === 'identify_turn').map(({ shardId }) => shardId)).toEqual([
      1, 2,
    ]);
  });

  it('lets as many go side by side as Discord allows', async () => {
    guard.allow(2);
    await Promise.all([ask(0), ask(1), ask(2)]);

    expect(order()).toEqual([0, 1, 2]);
    expect(waits.filter(({ waitingFor }) => waitingFor === 'identify_turn').map(({ shardId }) => shardId)).toEqual([2]);
  });

  it('holds back a shard whose IDENTIFY led to nothing, and no other', async () => {
    await ask(0);
    await ask(0);
    guard.allow(16);
    askInVain(0);
    await ask(1);

    expect(order()).toEqual([0, 0, 1]);
    const held = waits.filter(({ waitingFor }) => waitingFor === 'identify_back_off');
    expect(held.every(({ shardId }) => shardId === 0)).toBe(true);
    expect(held.length).toBeGreaterThan(0);
  });

  it('holds nobody back whose session stood for ten minutes', async () => {
    await build(Object.assign(new MonitorSettings(), { timeFactor: 1_000 }));
    for (let round = 0; round < 3; round++) await ask(0);
    guard.stands(0);
    const stoodSince = now();
    await waitFor(() => now() - stoodSince >= 610);
    guard.lost(0);
    waits.length = 0;
    await ask(0);

    expect(waits).toEqual([{ shardId: 0, waitingFor: null, until: null }]);
  });

  it('lets nobody go at the reserve, and says until when', async () => {
    discordSays(10);
    askInVain(0);
    await waitFor(() => waits.length > 0);

    expect(order()).toEqual([]);
    expect(lastWait()).toEqual({ shardId: 0, waitingFor: 'session_starts', until: starts.state()?.resetsAt });
  });

  it('goes on as soon as there are new session starts', async () => {
    discordSays(10);
    const asked = ask(0);
    await waitFor(() => waits.length > 0);
    discordSays(900);
    await asked;

    expect(order()).toEqual([0]);
  });

  it('goes on when the day of Discord is over, whoever says so', async () => {
    discordSays(0, 200);
    await ask(0);

    expect(order()).toEqual([0]);
  });

  it('stops at the reserve, although more shards had asked before', async () => {
    discordSays(12);
    for (const shardId of [0, 1, 2, 3]) askInVain(shardId);
    await waitFor(() => waits.filter(({ waitingFor }) => waitingFor === 'session_starts').length >= 2);

    expect(order()).toEqual([0, 1]);
    expect(starts.state()).toMatchObject({ remaining: 10, reserve: 10 });
  });

  it('gives the turn of a shard that is gone to the next', async () => {
    const leaves = new AbortController();
    await ask(0);
    const gone = ask(1, leaves.signal).catch((error: unknown) => error);
    leaves.abort();
    expect(await gone).toMatchObject({ name: 'AbortError' });
    await ask(2);

    expect(order()).toEqual([0, 2]);
    const turns = waits.filter(({ waitingFor }) => waitingFor === 'identify_turn');
    expect(turns.map(({ shardId }) => shardId)).toEqual([1, 2]);
    expect(turns[1]?.until).toBe(turns[0]?.until);
  });
});
