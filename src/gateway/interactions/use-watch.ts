import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Client, Events, GatewayDispatchEvents } from 'discord.js';
import { type Subscription, interval } from 'rxjs';
import { EventBus } from '../../bus/event-bus.js';
import { INSTANCE_ID } from '../../bus/instance-id.js';
import { now } from '../../bus/now.js';
import type { CommandUses } from '../../model/command-use.js';
import type { Answered, Refused } from '../rest/answer.js';
import { createdAt, interactionAbout, interactionId } from '../rest/interaction-about.js';
import { RequestDoor } from '../rest/request-door.js';
import type { RequestRoute } from '../rest/request-route.js';
import { UseBook } from './use-book.js';

/** Milliseconds between two looks at what was measured. */
const LOOK_EVERY_MS = 1_000;
/** Looks after which it is told again although it is the same. */
const REPEAT_EVERY = 10;

/** What of a payload matters here: discord.js gives it as it came. */
interface Payload {
  readonly t: string | null;
  readonly d: unknown;
}

/** Sees each interaction come in, and every message that answers it leave; tells what became of the uses of each command. */
@Injectable()
export class UseWatch implements OnModuleInit, OnModuleDestroy {
  private readonly subscriptions: Subscription[] = [];
  private told: CommandUses | null = null;
  private silentLooks = 0;

  constructor(
    private readonly client: Client,
    private readonly bus: EventBus,
    private readonly door: RequestDoor,
    private readonly book: UseBook,
  ) {}

  onModuleInit(): void {
    const { client, door } = this;
    client.on(Events.Raw, (payload: Payload, shardId: unknown) => {
      if (payload.t === GatewayDispatchEvents.InteractionCreate) this.arrived(payload.d, shardId);
    });
    this.subscriptions.push(
      door.sent$.subscribe(({ interactionId: id }) => id !== null && this.book.sent(id)),
      door.answered$.subscribe((answered) => this.answered(answered)),
      door.refused$.subscribe((refused) => this.refused(refused)),
      interval(LOOK_EVERY_MS).subscribe(() => this.look()),
    );
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }

  private arrived(data: unknown, shardId: unknown): void {
    const id = interactionId(data);
    if (id === null) return;
    const at = now();
    const made = createdAt(id, this.door.meter.clock.exactOffsetMs(at));
    this.book.arrived({ id, token: tokenOf(data), at, createdAt: made, about: interactionAbout(data, shardId) });
  }

  private answered({ route, head, endedAt, isDeferral }: Answered): void {
    const isTaken = head !== null && head.status >= 200 && head.status <= 299;
    if (route.interactionId !== null) {
      this.book.answered(route.interactionId, endedAt, isTaken);
      if (isTaken && isDeferral) this.book.deferred(route.interactionId);
    } else if (route.kind === 'webhook' && isTaken && !isReading(route)) {
      this.book.followed(webhookToken(route), endedAt);
    }
  }

  private refused({ route, code }: Refused): void {
    const key = route.interactionId ?? (route.kind === 'webhook' ? webhookToken(route) : null);
    if (key !== null) this.book.refused(key, now(), code);
  }

  private look(): void {
    const uses = this.book.told(now());
    this.silentLooks += 1;
    if (uses === this.told && this.silentLooks < REPEAT_EVERY) return;
    this.told = uses;
    this.silentLooks = 0;
    this.bus.publish({ type: 'commands.measured', instance: INSTANCE_ID, at: now(), uses });
  }
}

function tokenOf(data: unknown): string {
  const { token } = data as { readonly token?: unknown };
  return typeof token === 'string' ? token : '';
}

/** To read what was said tells nobody anything. */
function isReading({ label }: RequestRoute): boolean {
  return label.startsWith('GET ');
}

/** Messages that follow the first answer go to a webhook with the interaction's token. */
function webhookToken({ major }: RequestRoute): string {
  return major.slice(major.indexOf('/') + 1);
}
