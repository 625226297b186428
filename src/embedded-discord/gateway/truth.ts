import { hearsNothing } from '../faults/deafness.js';
import type { StandingFaults } from '../faults/standing-faults.js';
import type { Session } from './session.js';
import type { SessionBook } from './session-book.js';

/**
 * Why a command would not reach a client over a shard, those first that a client can notice soonest:
 *
 * - `closed`: no live session. Nobody is connected, or READY with its guilds or RESUMED has not gone out yet;
 * - `unacknowledged`: a heartbeat came and was not acknowledged, on purpose;
 * - `silent`: the connection is held, nothing goes in or out;
 * - `deaf`: events are lost, or come later than a command waits for its answer, while heartbeats are acknowledged.
 */
export type Why = 'closed' | 'unacknowledged' | 'silent' | 'deaf';

/** One thing that is in the way, and since when: epoch milliseconds of our own clock. */
export interface Hindrance {
  readonly why: Why;
  /**
   * For `unacknowledged` when the first heartbeat came that is still open, for `deaf` when this session became so: a
   * resumed session stays as deaf as it was, a new one becomes deaf with its last guild.
   */
  readonly since: number;
}

/** Whether a shard serves right now, as only Discord can know. */
export interface ShardTruth {
  readonly shardId: number;
  /** A command that is used right now would reach a client over a live session. */
  readonly isServed: boolean;
  /** `null` while it is served, else the first of the hindrances. */
  readonly why: Why | null;
  /** Epoch milliseconds of our own clock since when it is served, or since when `why` is in the way. */
  readonly since: number;
  /** All that is in the way. A status that still says otherwise is late as soon as it is late for one of them. */
  readonly hindrances: readonly Hindrance[];
}

/** Keeps the truth about every shard, as things happen: whoever asks later gets the very moment. */
export class Truth {
  private readonly shards: ShardTruth[];
  /** Since when sessions have been deaf, while they are. */
  private readonly deafSince = new WeakMap<Session, number>();

  /** @param shardCount that of `GET /gateway/bot`; sessions of another count are not looked at */
  constructor(
    private readonly sessions: SessionBook,
    private readonly faults: StandingFaults,
    private readonly shardCount: number,
  ) {
    const hindrances = [{ why: 'closed', since: Date.now() }] as const;
    const isServed = false;
    this.shards = Array.from({ length: shardCount }, (_, shardId) => ({
      shardId,
      isServed,
      ...hindrances[0],
      hindrances,
    }));
    sessions.whenServiceChanges = ({ identity }) => {
      if (identity.shardCount === shardCount) this.lookAt(identity.shardId);
    };
    faults.whenChanged = () => this.shards.forEach(({ shardId }) => this.lookAt(shardId));
  }

  get all(): readonly ShardTruth[] {
    return [...this.shards];
  }

  private lookAt(shardId: number): void {
    const before = this.shards[shardId];
    if (!before) return;
    const now = Date.now();
    const hindrances = this.hindrancesOf(shardId, before, now);
    const [first] = hindrances;
    this.shards[shardId] = {
      shardId,
      isServed: !first,
      why: first?.why ?? null,
      since: first?.since ?? (before.isServed ? before.since : now),
      hindrances,
    };
  }

  private hindrancesOf(shardId: number, before: ShardTruth, now: number): readonly Hindrance[] {
    const sessions = this.sessions.of(shardId, this.shardCount);
    this.noteDeafness(shardId, sessions, now);
    const found = sessions.filter(({ isServing }) => isServing).map((session) => this.hindrancesFor(session));
    // Events go to all sessions of a shard, so one that serves is enough; else the newest is the one that counts.
    const served = found.find((hindrances) => hindrances.length === 0) ?? found.at(-1);
    if (served) return served;
    return [before.hindrances.find(({ why }) => why === 'closed') ?? { why: 'closed', since: now }];
  }

  private hindrancesFor(session: Session): Hindrance[] {
    const { connection } = session;
    const since: readonly (readonly [Why, number | null | undefined])[] = [
      ['unacknowledged', connection?.unacknowledgedSince],
      ['silent', connection?.silentSince],
      ['deaf', this.deafSince.get(session)],
    ];
    return since.flatMap(([why, at]) => (at === null || at === undefined ? [] : [{ why, since: at }]));
  }

  private noteDeafness(shardId: number, sessions: readonly Session[], now: number): void {
    const isDeaf = hearsNothing(this.faults, shardId);
    for (const session of sessions) {
      if (!isDeaf) this.deafSince.delete(session);
      else if (session.isServing && !this.deafSince.has(session)) this.deafSince.set(session, now);
    }
  }
}
