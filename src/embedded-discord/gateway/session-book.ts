import { randomBytes } from 'node:crypto';
import { Clock } from '../clock.js';
import { defaults } from '../options.js';
import { shardOf } from '../world/snowflake.js';
import type { Identity } from './identify.js';
import { Session } from './session.js';

/** How often those are looked for whose time is over. */
const LOOK_EVERY_MS = 1_000;
/** Events kept for replay over all sessions, shared out evenly: a hundred shards must not keep a hundred times as many as one. */
const REPLAYABLE = 100_000;

/** Sessions of which it is remembered to which shard they belonged, the newest. */
const KNOWN = 20_000;

/** The sessions that are connected or can be resumed. */
export class SessionBook {
  /** Called when a session may have begun or ceased to serve, or what stands in the way of it changed. */
  whenServiceChanges: (session: Session) => void = () => undefined;
  private readonly sessions = new Map<string, Session>();
  /** By shard count, then by shard: an event finds its sessions without asking the others. */
  private readonly byShard = new Map<number, Map<number, Set<Session>>>();
  private readonly shardById = new Map<string, number>();
  private lookAgainAt = 0;

  /** @param lifeMs for which a session without a connection can be resumed */
  constructor(
    private readonly clock = new Clock(),
    private readonly lifeMs = defaults.sessionLifeMs,
  ) {}

  start(identity: Identity, now: number): Session {
    this.forgetOld(now);
    const share = (): number => Math.floor(REPLAYABLE / Math.max(1, this.sessions.size));
    const session = new Session(randomBytes(16).toString('hex'), identity, now, share);
    session.whenServiceChanges = () => this.whenServiceChanges(session);
    this.sessions.set(session.id, session);
    const { shardId, shardCount } = identity;
    const shards = this.byShard.get(shardCount) ?? new Map<number, Set<Session>>();
    this.byShard.set(shardCount, shards);
    shards.set(shardId, (shards.get(shardId) ?? new Set()).add(session));
    this.remember(session);
    return session;
  }

  all(now = this.clock.now()): Session[] {
    this.forgetOld(now);
    return [...this.sessions.values()];
  }

  /** The sessions that serve a guild; without one, those of shard 0. */
  serving(guildId: string | null, now = this.clock.now()): Session[] {
    if (now >= this.lookAgainAt) this.forgetOld(now);
    const found: Session[] = [];
    for (const [shardCount, shards] of this.byShard) {
      const here = shards.get(guildId === null ? 0 : shardOf(guildId, shardCount));
      if (here) found.push(...here);
    }
    return found;
  }

  /** The sessions of one shard, the newest last. */
  of(shardId: number, shardCount: number): Session[] {
    return [...(this.byShard.get(shardCount)?.get(shardId) ?? [])];
  }

  get(id: unknown, now = this.clock.now()): Session | undefined {
    const session = typeof id === 'string' ? this.sessions.get(id) : undefined;
    if (!session || !this.isOver(session, now)) return session;
    this.end(session);
    return undefined;
  }

  /** The session that RESUME may take up again. */
  resumable(id: unknown, now = this.clock.now()): Session | undefined {
    const session = this.get(id, now);
    return session?.isForgotten ? undefined : session;
  }

  /** The shard of a session, also of one that is over; `null` when there never was one, or too long ago. */
  shardOf(id: unknown): number | null {
    return this.shardById.get(String(id)) ?? null;
  }

  end(session: Session): void {
    if (!this.sessions.delete(session.id)) return;
    const { shardId, shardCount } = session.identity;
    const shards = this.byShard.get(shardCount);
    const here = shards?.get(shardId);
    here?.delete(session);
    if (here?.size === 0) shards?.delete(shardId);
    if (shards?.size === 0) this.byShard.delete(shardCount);
  }

  private remember({ id, identity }: Session): void {
    this.shardById.set(id, identity.shardId);
    const [oldest] = this.shardById.keys();
    if (this.shardById.size > KNOWN && oldest !== undefined) this.shardById.delete(oldest);
  }

  private forgetOld(now: number): void {
    this.lookAgainAt = now + this.clock.span(LOOK_EVERY_MS);
    for (const session of this.sessions.values()) if (this.isOver(session, now)) this.end(session);
  }

  private isOver({ detachedAt, isForgotten }: Session, now: number): boolean {
    return detachedAt !== null && (isForgotten || now - detachedAt > this.clock.span(this.lifeMs));
  }
}
