import { shardChanged } from '../../test/make.js';
import type { Action } from './action.js';
import { type CostFacts, costOf } from './cost.js';
import type { SessionStarts } from './session-starts.js';

const starts: SessionStarts = {
  total: 1_000,
  remaining: 800,
  reserve: 200,
  resetsAt: 0,
  maxConcurrency: 1,
  ownCount: 0,
  askedAt: 0,
};
const shards = [0, 1, 2].map((id) => shardChanged({ id, guildCount: 10, sessionStartedAt: 1 }).shard);
const facts: CostFacts = { shards, sessionStarts: starts, isPaused: false, commands: null };
const reconnect = (parts: Partial<Extract<Action, { kind: 'shard.reconnect' }>> = {}): Action => {
  return { kind: 'shard.reconnect', shardId: 1, session: 'resume', isForced: false, ...parts };
};
const all = (session: 'resume' | 'new'): Action => ({ kind: 'shards.reconnect', session, isForced: false });

describe('what an action costs', () => {
  it('is nothing for a session that is resumed, and reaches the servers of the shard', () => {
    const cost = costOf(reconnect(), facts);

    expect(cost).toMatchObject({ sessionStarts: 0, blindSeconds: 0, shards: 1, guilds: 10, obstacle: null });
    expect(cost.words.join(' ')).toContain('It costs no session start');
  });

  it('is one session start and a few seconds for a new one, and as many for as many shards', () => {
    expect(costOf(reconnect({ session: 'new' }), facts)).toMatchObject({ sessionStarts: 1, blindSeconds: 6 });
    expect(costOf(all('new'), facts)).toMatchObject({ sessionStarts: 3, shards: 3, guilds: 30 });
  });

  it('is one for a shard that has no session to resume', () => {
    const sessionless = shards.map((shard) => ({ ...shard, sessionStartedAt: null }));

    expect(costOf(reconnect(), { ...facts, shards: sessionless }).sessionStarts).toBe(1);
  });

  it.each([
    { remaining: 203, isForced: false, obstacle: null },
    {
      remaining: 202,
      isForced: false,
      obstacle: '202 of 1,000 are left, and 200 are kept in reserve. An admin may go below it.',
    },
    { remaining: 202, isForced: true, obstacle: null },
    { remaining: 2, isForced: true, obstacle: 'It needs 3 session starts: 2 of 1,000 are left.' },
  ])('with $remaining left for 3 shards and 200 in reserve has this in the way: $obstacle', (told) => {
    const action: Action = { kind: 'shards.reconnect', session: 'new', isForced: told.isForced };
    const { obstacle } = costOf(action, { ...facts, sessionStarts: { ...starts, remaining: told.remaining } });

    expect(obstacle).toBe(told.obstacle);
  });

  it('says that there is no such shard, and that reconnecting is paused', () => {
    expect(costOf(reconnect({ shardId: 9 }), facts).obstacle).toBe('There is no shard 9.');
    expect(costOf(reconnect(), { ...facts, isPaused: true }).obstacle).toContain('continue it first');
    expect(costOf({ kind: 'reconnecting.pause' }, { ...facts, isPaused: true }).obstacle).toContain('already');
    expect(costOf({ kind: 'reconnecting.continue' }, facts).obstacle).toBe('Reconnecting is not paused.');
  });

  it.each<Action>([
    all('resume'),
    reconnect(),
    { kind: 'reconnecting.pause' },
    { kind: 'maintenance.begin', forMs: 1 },
    { kind: 'guild.leave', guildId: '1' },
  ])('can hurt, so it is asked for twice: $kind', (action) => {
    expect(costOf(action, facts).canHurt).toBe(true);
  });
});
