import { Injectable } from '@nestjs/common';
import {
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  type GatewayGuildCreateDispatchData,
  type GatewayGuildDeleteDispatchData,
  type GatewayReadyDispatchData,
} from 'discord.js';
import { type KeptGuild, SessionBook } from '../../store/session.book.js';
import { type WebSocketManager, WebSocketShardEvents } from '../supervision/discordjs-ws.js';
import { GatewaySettings } from '../../config/gateway.settings.js';
import { slim } from '../lean.cache.js';
import { changesGuild, fold, kept } from './guild-fold.js';
import { type Change, type RawEvent, type RawGuild, readGuild } from './raw-guild.js';

/** A guild as JSON: many come at once, and as objects they would need three times the memory until they are written. */
interface AsSent {
  readonly json: string;
}

/** What came about one guild since it was last written. */
export interface GuildNotes {
  readonly shardId: number;
  /** What the changes are made to: what Discord sent, what was written before, or nothing any more. */
  readonly base: AsSent | 'written' | 'gone';
  readonly changes: Change[];
}

/** What came about all guilds up to one moment. */
export interface GuildNews {
  /** Shards with a new session: nothing that was written of their guilds before holds any more. */
  readonly freshShards: readonly number[];
  readonly guilds: readonly (readonly [guildId: string, notes: GuildNotes])[];
}

/** Whom READY said the bot is. */
export type KnownClient = Pick<GatewayReadyDispatchData, 'user' | 'application'>;

/** Takes notes of what a resumed session does not tell again: its guilds. On the path of every event: it is quick, and never throws. */
@Injectable()
export class GuildKeeper {
  /** The bot's user as it is now, and its application; `null` before the first READY. */
  client: KnownClient | null = null;
  private notes = new Map<string, GuildNotes>();
  private freshShards = new Set<number>();
  /** Shards of which something was not noted: their sessions are of no use to another process. */
  private readonly incomplete = new Set<number>();

  constructor(
    private readonly book: SessionBook,
    private readonly settings: GatewaySettings,
  ) {}

  watch(manager: WebSocketManager): void {
    manager.on(WebSocketShardEvents.Ready, ({ shardId, data }) => harmlessly(() => this.greeted(shardId, data)));
    manager.on(WebSocketShardEvents.Dispatch, ({ shardId, data }) => harmlessly(() => this.note(shardId, data)));
  }

  /** Whether all that came to this shard is noted or written. */
  isComplete(shardId: number): boolean {
    return !this.incomplete.has(shardId);
  }

  /** All notes up to now, each once, shard by shard. Synchronous: whoever reads the sequences in the same turn has what belongs together. */
  take(): GuildNews {
    const news = { freshShards: [...this.freshShards], guilds: [...this.notes].sort(byShard) };
    this.freshShards = new Set();
    this.notes = new Map();
    return news;
  }

  /** Notes that could not be written: they are there again, before what came since. */
  putBack({ freshShards, guilds }: GuildNews): void {
    const since = this.notes;
    this.notes = new Map(guilds.filter(([, { shardId }]) => !this.freshShards.has(shardId)));
    for (const shardId of freshShards) this.freshShards.add(shardId);
    for (const [guildId, { shardId, base, changes }] of since) {
      if (base !== 'written') this.notes.set(guildId, { shardId, base, changes });
      else for (const change of changes) this.change(shardId, guildId, change);
    }
  }

  /** While nothing can be written: more than so many notes are given up, and with them the sessions of their shards. */
  limit(most: number): void {
    let count = 0;
    for (const { changes } of this.notes.values()) count += 1 + changes.length;
    if (count <= most) return;
    for (const { shardId } of this.notes.values()) this.incomplete.add(shardId);
    this.notes = new Map();
  }

  /** What was written of these shards is gone: their sessions are of no use to another process. */
  giveUp(shardIds: readonly number[]): void {
    for (const shardId of shardIds) this.incomplete.add(shardId);
    for (const [guildId, { shardId }] of this.notes) if (shardIds.includes(shardId)) this.notes.delete(guildId);
  }

  /** Some notes, ready to be written. */
  async rows(guilds: GuildNews['guilds']): Promise<{ guilds: readonly KeptGuild[]; goneGuilds: readonly string[] }> {
    const rows = await Promise.all(guilds.map(([guildId, notes]) => this.row(guildId, notes)));
    const goneGuilds = guilds.flatMap(([guildId, { base }]) => (base === 'gone' ? guildId : []));
    return { guilds: rows.flatMap((row) => row ?? []), goneGuilds };
  }

  private get isLean(): boolean {
    return this.settings.cache === 'lean';
  }

  private get botId(): string {
    return this.client?.user.id ?? '';
  }

  private greeted(shardId: number, { user, application, guilds }: GatewayReadyDispatchData): void {
    this.client = { user, application };
    this.incomplete.delete(shardId);
    this.freshShards.add(shardId);
    for (const [guildId, notes] of this.notes) if (notes.shardId === shardId) this.notes.delete(guildId);
    // One that has an outage comes much later; until then it is known to be one of ours.
    for (const { id } of guilds) this.notes.set(id, { shardId, base: asSent({ id, unavailable: true }), changes: [] });
  }

  private note(shardId: number, payload: GatewayDispatchPayload): void {
    if (this.incomplete.has(shardId)) return;
    const { t: type, d } = payload;
    if (type === GatewayDispatchEvents.GuildCreate) {
      this.notes.set(d.id, { shardId, base: asSent(this.kept(d as unknown as RawGuild)), changes: [] });
    } else if (type === GatewayDispatchEvents.GuildDelete) {
      this.noteAway(shardId, d);
    } else if (type === GatewayDispatchEvents.UserUpdate) {
      if (this.client) this.client = { ...this.client, user: { ...this.client.user, ...d } };
    } else if (changesGuild(type, this.isLean)) {
      if (type === GatewayDispatchEvents.GuildMemberUpdate && d.user.id !== this.botId) return;
      const event = d as unknown as RawEvent;
      const guildId = type === GatewayDispatchEvents.GuildUpdate ? event.id : event.guild_id;
      if (guildId) this.change(shardId, guildId, { type, event });
    }
  }

  private noteAway(shardId: number, { id, unavailable }: GatewayGuildDeleteDispatchData): void {
    const outage = { type: GatewayDispatchEvents.GuildUpdate, event: { unavailable: true } };
    if (unavailable) this.change(shardId, id, outage);
    else this.notes.set(id, { shardId, base: 'gone', changes: [] });
  }

  private change(shardId: number, guildId: string, change: Change): void {
    const notes: GuildNotes = this.notes.get(guildId) ?? { shardId, base: 'written', changes: [] };
    this.notes.set(guildId, notes);
    if (notes.base !== 'gone') notes.changes.push(change);
  }

  private kept(guild: RawGuild): RawGuild {
    const copy = kept(guild, this.botId);
    if (this.isLean && !copy['unavailable']) slim(copy as unknown as GatewayGuildCreateDispatchData, this.botId);
    return copy;
  }

  /** Rejects when the store fails. */
  private async row(guildId: string, { shardId, base, changes }: GuildNotes): Promise<KeptGuild | null> {
    if (base === 'gone') return null;
    const before = base === 'written' ? await this.book.guild(guildId) : { guildId, shardId, json: base.json };
    if (!before) return null; // no guild of ours
    if (changes.length === 0) return before;
    try {
      const after = changes.reduce(foldOrLeave, readGuild(before));
      return { guildId, shardId, json: JSON.stringify(this.kept(after)) };
    } catch {
      this.incomplete.add(shardId); // a damaged row: what it said is known to nobody any more
      return null;
    }
  }
}

const asSent = (guild: RawGuild): AsSent => ({ json: JSON.stringify(guild) });

type Noted = GuildNews['guilds'][number];
const byShard = ([, left]: Noted, [, right]: Noted): number => left.shardId - right.shardId;

/** An event that is not what it should be changes nothing here; the library stumbles over it next, and that is told. */
function harmlessly(take: () => void): void {
  try {
    take();
  } catch {
    // see above
  }
}

function foldOrLeave(guild: RawGuild, change: Change): RawGuild {
  try {
    return fold(guild, change);
  } catch {
    return guild;
  }
}
