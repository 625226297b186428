import { Injectable } from '@nestjs/common';
import { GatewayDispatchEvents, type GatewayDispatchPayload, type GatewayReadyDispatchData } from 'discord.js';
import { type KeptGuild, SessionBook } from '../../store/session.book.js';
import { type WebSocketManager, WebSocketShardEvents } from '../supervision/discordjs-ws.js';
import { type RawEvent, type RawGuild, changesGuild, fold, kept } from './guild-fold.js';

interface Change {
  readonly type: string;
  readonly event: RawEvent;
}

/** What came about one guild since it was last written. */
interface Pending {
  readonly shardId: number;
  /** As GUILD_CREATE said it; `null` when it was written before. */
  readonly whole: RawGuild | null;
  readonly changes: Change[];
}

/** Guilds to write and to forget. */
export interface GuildChanges {
  readonly guilds: readonly KeptGuild[];
  readonly goneGuilds: readonly string[];
}

/** Collects what a resumed session does not tell again: its guilds. On the path of every event: it only takes notes. */
@Injectable()
export class GuildKeeper {
  /** The last user and application that READY named, as JSON; `null` before the first. */
  ready: string | null = null;
  private readonly pending = new Map<string, Pending>();
  private gone: string[] = [];
  /** Guilds that were written, by shard: a new session may not name them any more. */
  private readonly written = new Map<string, number>();

  constructor(private readonly book: SessionBook) {}

  watch(manager: WebSocketManager): void {
    manager.on(WebSocketShardEvents.Ready, ({ shardId, data }) => this.greeted(shardId, data));
    manager.on(WebSocketShardEvents.Dispatch, ({ shardId, data }) => this.take(shardId, data));
  }

  /** Guilds that were read from the store: they are written already. */
  know(guilds: readonly KeptGuild[]): void {
    for (const { guildId, shardId } of guilds) this.written.set(guildId, shardId);
  }

  get isChanged(): boolean {
    return this.pending.size > 0 || this.gone.length > 0;
  }

  /** Up to `most` guilds that changed, ready to be written. They are not asked for again. */
  async next(most: number): Promise<GuildChanges> {
    const goneGuilds = this.gone;
    this.gone = [];
    const batch = [...this.pending].slice(0, most);
    for (const [guildId] of batch) this.pending.delete(guildId);
    const guilds = await Promise.all(batch.map(([guildId, pending]) => this.whole(guildId, pending)));
    return { guilds: guilds.flatMap((guild) => guild ?? []), goneGuilds };
  }

  private greeted(shardId: number, { user, application, guilds }: GatewayReadyDispatchData): void {
    this.ready = JSON.stringify({ user, application });
    const named = new Set(guilds.map(({ id }) => id));
    for (const [guildId, of] of this.written) if (of === shardId && !named.has(guildId)) this.forget(guildId);
  }

  private take(shardId: number, { t: type, d }: GatewayDispatchPayload): void {
    if (type === GatewayDispatchEvents.GuildCreate) {
      const whole = d as unknown as RawGuild;
      this.pending.set(whole.id, { shardId, whole, changes: [] });
    } else if (type === GatewayDispatchEvents.GuildDelete) {
      if (d.unavailable)
        this.change(shardId, d.id, { type: GatewayDispatchEvents.GuildUpdate, event: { unavailable: true } });
      else this.forget(d.id);
    } else if (changesGuild(type)) {
      const event = d as unknown as RawEvent;
      const guildId = type === GatewayDispatchEvents.GuildUpdate ? event.id : event.guild_id;
      if (guildId) this.change(shardId, guildId, { type, event });
    }
  }

  private change(shardId: number, guildId: string, change: Change): void {
    const pending = this.pending.get(guildId) ?? { shardId, whole: null, changes: [] };
    pending.changes.push(change);
    this.pending.set(guildId, pending);
  }

  private forget(guildId: string): void {
    this.pending.delete(guildId);
    this.written.delete(guildId);
    this.gone.push(guildId);
  }

  private async whole(guildId: string, { shardId, whole, changes }: Pending): Promise<KeptGuild | null> {
    const before = whole ?? (await this.read(guildId));
    if (!before) return null;
    const after = changes.reduce((guild, { type, event }) => fold(guild, type, event), kept(before));
    this.written.set(guildId, shardId);
    return { guildId, shardId, json: JSON.stringify(after) };
  }

  private async read(guildId: string): Promise<RawGuild | null> {
    const row = await this.book.guild(guildId);
    return row ? (JSON.parse(row.json) as RawGuild) : null;
  }
}
