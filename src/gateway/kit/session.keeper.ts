import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Subscription, interval } from 'rxjs';
import { now } from '../../bus/now.js';
import { type KeptSession, SessionBook } from '../../store/session.book.js';
import type { SessionContext } from '../supervision/session-context.js';
import { GuildKeeper } from './guild.keeper.js';
import { SessionShelf } from './session.shelf.js';

/** Milliseconds between two writings; what came since is replayed by Discord after a crash. */
const WRITE_EVERY_MS = 500;
/** Milliseconds after which an idle session is written again, so that its age is known. */
const ALIVE_EVERY_MS = 30_000;
/** Guilds written in one turn of the event loop. */
const GUILDS_AT_ONCE = 100;

/** Writes the sessions and their guilds behind the hot path. A store that fails costs the next start its resumes, nothing else. */
@Injectable()
export class SessionKeeper implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Sessions');
  private readonly contexts = new Map<number, SessionContext>();
  private readonly written = new Map<number, KeptSession>();
  private writtenReady: string | null = null;
  private isWriting = false;
  private hasFailed = false;
  private subscription?: Subscription;

  constructor(
    private readonly book: SessionBook,
    private readonly guilds: GuildKeeper,
    private readonly shelf: SessionShelf,
  ) {}

  onModuleInit(): void {
    if (this.shelf.isOn) this.subscription = interval(WRITE_EVERY_MS).subscribe(() => void this.write());
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  /** From now on the session of this shard is the one in this context. */
  follow(shardId: number, context: SessionContext): void {
    this.contexts.set(shardId, context);
  }

  /** Writes what is left, at a planned stop. Never rejects. */
  async finish(): Promise<void> {
    this.subscription?.unsubscribe();
    if (!this.shelf.isOn) return;
    while (this.isWriting) await nextTurn();
    await this.write();
  }

  private async write(): Promise<void> {
    if (this.isWriting) return;
    this.isWriting = true;
    try {
      await this.writeGuilds();
      // Only now: a sequence that is ahead of its guilds would lose what came in between.
      await this.writeSessions();
      this.hasFailed = false;
    } catch (error) {
      if (!this.hasFailed) this.logger.error(error, 'Sessions cannot be kept: a restart now begins new ones');
      this.hasFailed = true;
    } finally {
      this.isWriting = false;
    }
  }

  private async writeGuilds(): Promise<void> {
    while (this.guilds.isChanged) {
      const changes = await this.guilds.next(GUILDS_AT_ONCE);
      await this.book.keep({ sessions: [], endedShards: [], ...changes });
      await nextTurn();
    }
  }

  private async writeSessions(): Promise<void> {
    const { ready } = this.guilds;
    if (ready !== null && ready !== this.writtenReady) {
      await this.book.keepClient(JSON.stringify(this.shelf.fingerprint), ready);
      this.writtenReady = ready;
    }
    const known = [...this.contexts].map(([shardId, context]) => ({ shardId, session: context.kept }));
    const sessions = known.flatMap(({ session }) => (session && this.isNews(session) ? session : []));
    const endedShards = known.flatMap(({ shardId, session }) => (!session && this.written.has(shardId) ? shardId : []));
    if (sessions.length === 0 && endedShards.length === 0) return;
    await this.book.keep({ sessions, endedShards, guilds: [], goneGuilds: [] });
    for (const session of sessions) this.written.set(session.shardId, session);
    for (const shardId of endedShards) this.written.delete(shardId);
  }

  private isNews({ shardId, sessionId, sequence }: KeptSession): boolean {
    const before = this.written.get(shardId);
    if (!before || before.sessionId !== sessionId || before.sequence !== sequence) return true;
    return now() - before.aliveAt >= ALIVE_EVERY_MS;
  }
}
