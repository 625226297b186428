import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Client, Events, GatewayDispatchEvents, SnowflakeUtil } from 'discord.js';
import { Subject, type Subscription, interval } from 'rxjs';
import { EventBus } from '../../bus/event-bus.js';
import { INSTANCE_ID } from '../../bus/instance-id.js';
import { now } from '../../bus/now.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { INTERACTION_DEADLINE_MS } from '../../model/discord-limits.js';
import type { InteractionUse } from '../../model/interaction-use.js';
import type { Answered } from './answer.js';
import { createdAt, interactionAbout, interactionId } from './interaction-about.js';
import { InteractionBook, type Settled } from './interaction-book.js';
import { Measurements } from './measurements.js';
import { RequestDoor } from './request-door.js';

/** Milliseconds between two looks at what was measured. */
const LOOK_EVERY_MS = 2_000;

/** What of a payload matters here: discord.js gives it as it came. */
interface Payload {
  readonly t: string | null;
  readonly d: unknown;
}

/** Follows each interaction (slash commands, buttons, suggestions, ...) from its arrival to our first answer. */
@Injectable()
export class InteractionWatch implements OnModuleInit, OnModuleDestroy {
  /** The id of each interaction that Discord had given up before it came. */
  readonly expired$ = new Subject<string>();
  private readonly subscriptions: Subscription[] = [];
  private readonly book: InteractionBook;
  private readonly measurements = new Measurements<InteractionUse>((interactions) => {
    this.bus.publish({ type: 'interactions.measured', instance: INSTANCE_ID, at: now(), interactions });
  });

  constructor(
    private readonly client: Client,
    private readonly bus: EventBus,
    private readonly door: RequestDoor,
    limits: MonitorSettings,
  ) {
    this.book = new InteractionBook(limits);
  }

  onModuleInit(): void {
    this.client.on(Events.Raw, (payload: Payload, shardId: unknown) => {
      if (payload.t === GatewayDispatchEvents.InteractionCreate) this.received(payload.d, shardId);
    });
    this.subscriptions.push(
      this.door.answered$.subscribe((answered) => this.answered(answered)),
      this.door.refused$.subscribe(({ route, code }) => {
        if (route.interactionId !== null) this.book.refused(route.interactionId, code, now());
      }),
      this.book.settled$.subscribe((settled) => this.settled(settled)),
      interval(LOOK_EVERY_MS).subscribe(() => this.measurements.tick(this.book.told(now()))),
    );
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }

  /**
   * Whether Discord had given up an interaction before it came again with a resumed session; it is then counted as such.
   *
   * @param data the `d` of INTERACTION_CREATE
   */
  isExpired(data: unknown): boolean {
    const id = interactionId(data);
    if (id === null) return false;
    const at = now();
    const ageMs = at - SnowflakeUtil.timestampFrom(id) + (this.door.meter.clock.exactOffsetMs(at) ?? 0);
    if (ageMs <= INTERACTION_DEADLINE_MS) return false;
    this.book.expired(id);
    this.expired$.next(id);
    return true;
  }

  private received(data: unknown, shardId: unknown): void {
    const id = interactionId(data);
    if (id === null) return;
    const at = now();
    const made = createdAt(id, this.door.meter.clock.exactOffsetMs(at));
    this.book.received({ id, at, createdAt: made, about: interactionAbout(data, shardId) });
  }

  private settled({ about, ...settled }: Settled): void {
    if (!about) return;
    const guildName = about.guildId === null ? null : (this.client.guilds.cache.get(about.guildId)?.name ?? null);
    const interaction = { ...about, ...settled, guildName };
    this.bus.publish({ type: 'interaction.settled', instance: INSTANCE_ID, at: now(), interaction });
  }

  private answered({ route: { interactionId }, head, sentAt, endedAt }: Answered): void {
    if (interactionId === null) return;
    this.book.sent(interactionId, sentAt);
    if (head && head.status >= 200 && head.status <= 299) this.book.acknowledged(interactionId, endedAt);
  }
}
