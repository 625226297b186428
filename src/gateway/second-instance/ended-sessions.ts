import type { Shard } from '../../model/shard.js';

/** Milliseconds, whatever the time factor. A session that was lost longer ago may well be over. */
const YOUNG_MS = 60_000;
/** How the gateway calls a session invalid. */
const INVALID = 'op 9';

/** Notices sessions that Discord calls invalid although they had just begun, or were lost a moment ago. */
export class EndedSessions {
  private readonly connectedOnce = new Set<number>();
  private readonly lookedAt = new Map<number, number>();

  constructor(private readonly seen: () => void) {}

  look(shard: Pick<Shard, 'id' | 'connection' | 'lastError' | 'lostAt'>): void {
    const { id, connection, lastError } = shard;
    if (connection === 'connected') this.connectedOnce.add(id);
    if (!lastError || lastError.at === this.lookedAt.get(id)) return;
    this.lookedAt.set(id, lastError.at);
    if (lastError.detail !== INVALID) return;
    if (lastError.kind === 'session_refused' || (lastError.kind === 'session_ended' && this.isYoung(shard)))
      this.seen();
  }

  /** One that the process before this one left may be of any age. */
  private isYoung({ id, lastError, lostAt }: Pick<Shard, 'id' | 'lastError' | 'lostAt'>): boolean {
    if (!lastError || lostAt === null || !this.connectedOnce.has(id)) return false;
    return lastError.at - lostAt < YOUNG_MS;
  }
}
