import { problem, shardChanged } from '../../../test/make.js';
import type { Shard } from '../../model/shard.js';
import { EndedSessions } from './ended-sessions.js';

const shard = (parts: Partial<Shard>): Shard => shardChanged(parts).shard;
const ended = (kind: 'session_ended' | 'session_refused', at: number, detail = 'op 9') =>
  problem({ kind, at, detail, peer: 'gateway' });

/** How many sessions were noticed that ended for no reason. */
function noticed(...shards: readonly Shard[]): number {
  let count = 0;
  const sessions = new EndedSessions(() => (count += 1));
  for (const one of shards) sessions.look(one);
  return count;
}

const connected = shard({ connection: 'connected', lostAt: null });
const lost = (ms: number, kind: 'session_ended' | 'session_refused' = 'session_ended', detail?: string) =>
  shard({ connection: 'resuming', lostAt: 1_000, lastError: ended(kind, 1_000 + ms, detail) });

describe('a session that Discord calls invalid', () => {
  it('is noticed when it was lost a moment ago, once however often it is told', () => {
    expect(noticed(connected, lost(2_000), lost(2_000))).toBe(1);
  });

  it('is no wonder when it was lost long ago, or was never ours', () => {
    expect(noticed(connected, lost(61_000))).toBe(0);
    expect(noticed(lost(2_000))).toBe(0);
  });

  it('is noticed when it has just been asked for', () => {
    expect(noticed(shard({ connection: 'identifying', lastError: ended('session_refused', 5) }))).toBe(1);
    expect(
      noticed(shard({ connection: 'identifying', lastError: ended('session_refused', 5, 'no answer to IDENTIFY') })),
    ).toBe(0);
  });
});
