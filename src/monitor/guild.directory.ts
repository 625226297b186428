import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { EventBus } from '../bus/event-bus.js';
import type { GuildsListed } from '../model/event.js';
import { type Guild, isSameGuild } from '../model/guild.js';
import {
  type GuildPage,
  type GuildWish,
  type KeptOrder,
  type ListedGuild,
  comparing,
  guildPage,
  keptOrder,
  listed,
} from '../model/guild-list.js';
import { answers } from '../model/shard.js';
import type { Status } from '../model/status.js';
import { StatusService } from './status.service.js';

type ById = ReadonlyMap<string, ListedGuild>;

/** All guilds in one order; those that came since it was made wait to be put into it. */
interface Order {
  guilds: readonly ListedGuild[];
  readonly arrived: Set<ListedGuild>;
  isStale: boolean;
}

/** Knows every server the bot is in, as the shards have told, in the orders that somebody has asked for. */
@Injectable()
export class GuildDirectory implements OnModuleInit, OnModuleDestroy {
  private readonly shards = new Map<number, { readonly of: number; readonly guilds: ById }>();
  private readonly orders = new Map<KeptOrder, Order>();
  private subscription?: Subscription;

  constructor(
    private readonly bus: EventBus,
    private readonly status: StatusService,
  ) {}

  onModuleInit(): void {
    this.subscription = this.bus.events$.subscribe((event) => {
      if (event.type === 'guilds.listed') this.take(event);
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  /** How many are known. */
  get size(): number {
    let size = 0;
    for (const { guilds } of this.shards.values()) size += guilds.size;
    return size;
  }

  /** @param id a snowflake, or anything that somebody wrote; `null` when the bot is in no such server */
  one(id: string): ListedGuild | null {
    for (const { guilds } of this.shards.values()) {
      const guild = guilds.get(id);
      if (guild) return guild;
    }
    return null;
  }

  page(wish: GuildWish): GuildPage {
    return guildPage(this.ordered(keptOrder(wish)), wish, answeringShards(this.status.now()));
  }

  /** A list that says the same as the one before changes nothing, and costs no new order. */
  private take({ shardId, of, guilds }: GuildsListed): void {
    const before = this.shards.get(shardId)?.guilds ?? new Map<string, ListedGuild>();
    const after = new Map(guilds.map((guild): [string, ListedGuild] => [guild.id, sameOrNew(before, guild)]));
    const news = [...after.values()].filter((guild) => before.get(guild.id) !== guild);
    const isNewPlan = this.forgetOtherPlans(of);
    this.shards.set(shardId, { of, guilds: after });
    if (!isNewPlan && news.length === 0 && before.size === after.size) return;
    for (const order of this.orders.values()) {
      order.isStale = true;
      for (const guild of news) order.arrived.add(guild);
    }
  }

  /** With another number of shards every guild may be on another one. */
  private forgetOtherPlans(of: number): boolean {
    const others = [...this.shards].filter(([, shard]) => shard.of !== of);
    for (const [id] of others) this.shards.delete(id);
    return others.length > 0;
  }

  private ordered(kept: KeptOrder): readonly ListedGuild[] {
    const order = this.orders.get(kept) ?? this.begin(kept);
    if (!order.isStale) return order.guilds;
    const isHere = (guild: ListedGuild) => this.shards.get(guild.shardId)?.guilds.get(guild.id) === guild;
    const stayed = order.guilds.filter((guild) => isHere(guild));
    const arrived = [...order.arrived].filter(isHere);
    // Two runs that are each in order are merged, and not sorted anew.
    order.guilds = [...stayed, ...arrived.sort(comparing(kept))].sort(comparing(kept));
    order.arrived.clear();
    order.isStale = false;
    return order.guilds;
  }

  private begin(kept: KeptOrder): Order {
    const all = [...this.shards.values()].flatMap(({ guilds }) => [...guilds.values()]);
    const order: Order = { guilds: [], arrived: new Set(all), isStale: true };
    this.orders.set(kept, order);
    return order;
  }
}

function sameOrNew(before: ById, guild: Guild): ListedGuild {
  const known = before.get(guild.id);
  return known && isSameGuild(known, guild) ? known : listed(guild);
}

/** Ids of the shards that answer. */
export function answeringShards({ shards }: Pick<Status, 'shards'>): ReadonlySet<number> {
  return new Set(shards.filter(({ phase }) => answers(phase)).map(({ id }) => id));
}
