import { Injectable } from '@nestjs/common';
import { NotFound, Unavailable } from '../../../model/errors.js';
import type { Guild } from '../../../model/guild.js';
import type { LogEntry } from '../../../model/log-entry.js';
import { everyEntry } from '../../../model/log-filter.js';
import type { Uptime } from '../../../model/uptime.js';
import { EventReader } from '../../../monitor/event.reader.js';
import { GuildDirectory } from '../../../monitor/guild.directory.js';
import { ShardUptimeReader } from '../../../monitor/shard-uptime.reader.js';

/** Lines of the event log that are shown; the events page has all. */
const MOST_LINES = 20;

/** What is known of one server, and what the store remembers of it. */
@Injectable()
export class ServerDesk {
  constructor(
    private readonly directory: GuildDirectory,
    private readonly events: EventReader,
    private readonly uptimes: ShardUptimeReader,
  ) {}

  /** @throws {NotFound} when the bot is in no such server */
  open(id: string): Guild {
    const guild = this.directory.one(id);
    if (!guild) throw new NotFound(`The bot is in no server ${id}`);
    return guild;
  }

  /** As it stands now; where the bot has left it meanwhile, as it was last. */
  newest(guild: Guild): Guild {
    return this.directory.one(guild.id) ?? guild;
  }

  /** What happened there, newest first; without the store, what is in memory. */
  async lines({ id }: Guild): Promise<readonly LogEntry[]> {
    const filter = { ...everyEntry, guild: id };
    try {
      return (await this.events.read({ filter, before: null, most: MOST_LINES })).entries;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return this.events.recent(filter).slice(0, MOST_LINES);
    }
  }

  /** Of its shard; `null` when the store does not answer. */
  async uptime({ shardId }: Guild): Promise<Uptime | null> {
    try {
      return await this.uptimes.of(shardId);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return null;
    }
  }
}
