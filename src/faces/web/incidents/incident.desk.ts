import { Injectable } from '@nestjs/common';
import { IncidentReader } from '../../../incidents/incident.reader.js';
import { RecentIncidents } from '../../../incidents/recent-incidents.js';
import { type Told, TellingReader } from '../../../incidents/telling.reader.js';
import { NotFound } from '../../../model/errors.js';
import { everyGuild } from '../../../model/guild-list.js';
import type { Incident } from '../../../model/incident.js';
import { GuildDirectory } from '../../../monitor/guild.directory.js';
import { type AffectedView, affectedView, reachedShards } from './affected.view.js';

/** An incident as it stands now, and who was told. */
export interface IncidentNow {
  readonly incident: Incident;
  /** Oldest first. */
  readonly told: readonly Told[];
}

/** How an incident stands at a time (epoch milliseconds), whenever that is asked. */
export type IncidentLook = (at: number) => IncidentNow;

/** Milliseconds between two looks at what was told meanwhile. */
const ASK_EVERY_MS = 5_000;

/** The largest servers that are looked through for those that an incident reached. */
const MOST_GUILDS = 500;

/** Reads one incident for a page, which goes on with it while people look. */
@Injectable()
export class IncidentDesk {
  constructor(
    private readonly reader: IncidentReader,
    private readonly recent: RecentIncidents,
    private readonly tellings: TellingReader,
    private readonly directory: GuildDirectory,
  ) {}

  /**
   * Opens one by its number.
   *
   * @param number as it stands in the address
   * @throws {NotFound} when there is none, {Unavailable} when the store does not answer
   */
  async open(number: string): Promise<IncidentLook> {
    const id = /^\d{1,15}$/.test(number) ? Number(number) : 0;
    let incident = await this.one(id);
    let told = await this.told(id);
    let askedAt = 0;
    return (at) => {
      incident = this.recent.whole(id) ?? incident;
      if (at - askedAt >= ASK_EVERY_MS) {
        askedAt = at;
        void this.told(id).then((news) => (told = news ?? told));
      }
      return { incident, told: told ?? [] };
    };
  }

  /** The largest servers that it reached, as the bot knows them now; `shardCount` is that of now, too. */
  affected(
    incident: Incident,
    { shardCount, hasNames }: { readonly shardCount: number; readonly hasNames: boolean },
  ): AffectedView | null {
    const ids = reachedShards(incident, shardCount);
    if (ids.length === 0) return null;
    const filter = { ...everyGuild, shardId: ids.length === 1 ? (ids[0] ?? null) : null };
    const wish = { filter, sort: 'members', hasNames, skip: 0, after: null, most: MOST_GUILDS } as const;
    return affectedView(incident, { guilds: this.directory.page(wish).guilds, ids, hasNames });
  }

  private async one(id: number): Promise<Incident> {
    const incident = id > 0 ? await this.reader.one(id) : null;
    if (!incident) throw new NotFound(`There is no incident ${id}`);
    return incident;
  }

  /** `null` when the store does not answer: the incident itself matters more. */
  private async told(id: number): Promise<readonly Told[] | null> {
    try {
      return await this.tellings.of(id);
    } catch {
      return null;
    }
  }
}
