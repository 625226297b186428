import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Subscription, interval } from 'rxjs';
import { now } from '../../bus/now.js';
import { type KeptSession, SessionBook } from '../../store/session.book.js';
import type { SessionContext } from '../supervision/session-context.js';
import { GuildKeeper, type GuildNews, type KnownClient } from './guild.keeper.js';
import { SessionShelf } from './session.shelf.js';

/** Milliseconds between two writings; what came since is replayed by Discord after a crash. */
const WRITE_EVERY_MS = 500;
/** Milliseconds until the next attempt after one that failed: it may have held up everything else for a while. */
const AFTER_FAILURE_MS = 5_000;
/** Milliseconds without any progress after which a writing counts as failed. */
const WRITTEN_WITHIN_MS = 10_000;
/** Milliseconds after which an idle session is written again: after a crash the next process says since when it was gone. */
const ALIVE_EVERY_MS = 2_000;
/** Guilds written in one turn of the event loop. */
const GUILDS_AT_ONCE = 100;
/** Notes that are remembered while nothing can be written: some ten MB. */
const MOST_NOTES = 10_000;

/** What is to be written, all of it as it was at one moment. */
interface Writing {
  readonly client: KnownClient | null;
  readonly sessions: readonly KeptSession[];
  readonly endedShards: readonly number[];
}

/** Writes the sessions and their guilds behind the hot path. A store that fails costs the next start its resumes, nothing else. */
@Injectable()
export class SessionKeeper implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Sessions');
  private readonly contexts = new Map<number, SessionContext>();
  private readonly written = new Map<number, KeptSession>();
  private writtenClient: KnownClient | null = null;
  private writing: Promise<void> | null = null;
  private finishing: Promise<void> | null = null;
  /** Epoch milliseconds. */
  private progressedAt = 0;
  private nextAt = 0;
  private hasFailed = false;
  /** What was written is in there. */
  private edition: object;
  private subscription?: Subscription;

  constructor(
    private readonly book: SessionBook,
    private readonly guilds: GuildKeeper,
    private readonly shelf: SessionShelf,
  ) {
    this.edition = book.edition;
  }

  onModuleInit(): void {
    if (this.shelf.isToLast) this.subscription = interval(WRITE_EVERY_MS).subscribe(() => this.tick());
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  /** From now on the session of this shard is the one in this context. */
  follow(shardId: number, context: SessionContext): void {
    this.contexts.set(shardId, context);
  }

  /** This session came from the store, where it is as it was. */
  tookUp(session: KeptSession): void {
    this.written.set(session.shardId, session);
  }

  /** Writes what is left, once, at a planned stop. Never rejects. */
  finish(): Promise<void> {
    return (this.finishing ??= this.writeLast());
  }

  private async writeLast(): Promise<void> {
    this.subscription?.unsubscribe();
    if (!this.shelf.isLasting) return;
    await this.writing;
    await nextTurn(); // an event that is being handed on is then noted, too
    await this.write({ isLast: true });
  }

  private tick(): void {
    if (!this.shelf.isLasting) return this.guilds.limit(MOST_NOTES);
    if (this.writing && now() - this.progressedAt >= WRITTEN_WITHIN_MS)
      this.failed(new Error('The store does not answer'));
    if (this.writing || now() < this.nextAt) return;
    this.progressedAt = now();
    this.writing = this.write({ isLast: false }).finally(() => (this.writing = null));
  }

  /** Never rejects. */
  private async write({ isLast }: { readonly isLast: boolean }): Promise<void> {
    this.noticeNewStore();
    // In one turn: a sequence ahead of its guilds would lose what came in between, one behind them would count it twice.
    const { freshShards, guilds } = this.guilds.take();
    const news = this.news(isLast);
    if (!news.client && news.sessions.length + freshShards.length + news.endedShards.length + guilds.length === 0)
      return;
    let [ended, left]: [readonly number[], GuildNews['guilds']] = [[...freshShards, ...news.endedShards], guilds];
    try {
      for (const step of stepsOf(guilds, news.sessions)) {
        if (step.at > 0) await nextTurn();
        this.progressedAt = now();
        const rows = await this.guilds.rows(step.guilds);
        const sessions = step.sessions.filter(({ shardId }) => this.guilds.isComplete(shardId));
        await this.book.keep({ client: this.clientRow(news), endedShards: ended, sessions, ...rows });
        this.noteWritten({ ...news, sessions, endedShards: ended });
        [ended, left] = [[], left.slice(step.guilds.length)];
      }
      this.succeeded();
    } catch (error) {
      this.guilds.putBack({ freshShards: freshShards.filter((shardId) => ended.includes(shardId)), guilds: left });
      this.failed(error);
    }
  }

  /** It had to begin anew: what was written is gone, and what comes now would be added to nothing. */
  private noticeNewStore(): void {
    if (this.book.edition === this.edition) return;
    this.guilds.giveUp([...this.written.keys()]);
    this.written.clear();
    this.writtenClient = null;
    this.edition = this.book.edition;
  }

  private news(isLast: boolean): Writing {
    const known = [...this.contexts].map(([shardId, { kept }]) => ({
      shardId,
      session: this.guilds.isComplete(shardId) ? kept : null,
    }));
    const { client } = this.guilds;
    return {
      client: client === this.writtenClient ? null : client,
      sessions: known.flatMap(({ session }) => (session && (isLast || this.isNews(session)) ? session : [])),
      endedShards: known.flatMap(({ shardId, session }) => (!session && this.written.has(shardId) ? shardId : [])),
    };
  }

  private clientRow({ client }: Writing) {
    if (!client || client === this.writtenClient) return null;
    return { fingerprint: JSON.stringify(this.shelf.fingerprint), json: JSON.stringify(client) };
  }

  private noteWritten({ client, sessions, endedShards }: Writing): void {
    if (client) this.writtenClient = client;
    for (const shardId of endedShards) this.written.delete(shardId);
    for (const session of sessions) this.written.set(session.shardId, session);
  }

  private isNews({ shardId, sessionId, sequence, aliveAt }: KeptSession): boolean {
    const before = this.written.get(shardId);
    if (!before || before.sessionId !== sessionId || before.sequence !== sequence) return true;
    return aliveAt - before.aliveAt >= ALIVE_EVERY_MS;
  }

  private succeeded(): void {
    if (this.hasFailed) this.logger.log('Sessions are kept again');
    this.hasFailed = false;
  }

  private failed(error: unknown): void {
    this.nextAt = now() + AFTER_FAILURE_MS;
    this.guilds.limit(MOST_NOTES);
    if (!this.hasFailed) this.logger.error(error, 'Sessions cannot be kept: a restart now may begin new ones');
    this.hasFailed = true;
  }
}

/** What is written in one turn. */
interface Step extends Pick<Writing, 'sessions'> {
  readonly at: number;
  readonly guilds: GuildNews['guilds'];
}

/** Each session goes with the last guilds of its shard, so that a shard is of use although others are still to come. */
function* stepsOf(guilds: GuildNews['guilds'], sessions: Writing['sessions']): Generator<Step, void> {
  for (let [at, from] = [0, 0]; at === 0 || at < guilds.length; at += GUILDS_AT_ONCE) {
    const to = guilds[at + GUILDS_AT_ONCE]?.[1].shardId ?? Infinity;
    const done = sessions.filter(({ shardId }) => shardId >= from && shardId < to);
    yield { at, guilds: guilds.slice(at, at + GUILDS_AT_ONCE), sessions: done };
    from = to;
  }
}
