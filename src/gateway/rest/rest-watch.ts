import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Client } from 'discord.js';
import { type Subscription, interval } from 'rxjs';
import { EventBus } from '../../bus/event-bus.js';
import { INSTANCE_ID } from '../../bus/instance-id.js';
import { now } from '../../bus/now.js';
import type { RestUse } from '../../model/rest-use.js';
import { duration } from '../../model/words.js';
import { Teller } from '../teller.js';
import { type Answered, sublimitMs } from './answer.js';
import { Measurements } from './measurements.js';
import { OpenRequests } from './open-requests.js';
import { RequestDoor } from './request-door.js';

/** Milliseconds between two looks at what was measured. */
const LOOK_EVERY_MS = 2_000;
/** Milliseconds in which one line about one trouble is enough. */
const SAID_FOR_MS = 600_000;

/** Tells on the bus how this process uses Discord's REST API, and in words when it is held up. */
@Injectable()
export class RestWatch implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Discord API');
  private readonly subscriptions: Subscription[] = [];
  private readonly saidAt = new Map<string, number>();
  private readonly measurements = new Measurements<RestUse>((rest) => {
    this.bus.publish({ type: 'rest.measured', instance: INSTANCE_ID, at: now(), rest });
  });

  constructor(
    private readonly client: Client,
    private readonly bus: EventBus,
    private readonly door: RequestDoor,
    private readonly teller: Teller,
  ) {}

  onModuleInit(): void {
    const { client, door } = this;
    const open = new OpenRequests(client.rest);
    client.rest.on('rateLimited', ({ method, url, timeToReset, global }) => {
      this.waits(global ? 'all routes' : door.routeOf(method, url).label, timeToReset);
    });
    this.subscriptions.push(
      door.answered$.subscribe((answered) => this.sublimited(answered)),
      interval(LOOK_EVERY_MS).subscribe(() => this.look(open)),
    );
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }

  private look({ count }: OpenRequests): void {
    const { door } = this;
    const at = now();
    const held = door.brake.held(at);
    const queuedCount = Math.max(0, count - door.brake.inFlight);
    const use = door.meter.told(at, { queuedCount, heldUntil: held?.until ?? null });
    this.measurements.tick(use);
    if (!held || !this.isNews(held.why, at)) return;
    const text = `Requests to Discord's API are held back for ${duration(held.until - at)}, because ${held.why}`;
    const [worst] = use.invalid.offenders;
    const culprit = worst ? ` Most of them: ${worst.route} (HTTP ${worst.status}).` : '';
    this.teller.tell('warn', text, { wayOut: `It goes on by itself.${culprit}` });
  }

  private sublimited({ route, head }: Answered): void {
    const waitMs = head && route.kind !== 'callback' ? sublimitMs(head) : null;
    if (waitMs !== null) this.waits(route.label, waitMs);
  }

  private waits(route: string, forMs: number): void {
    this.door.meter.waited(forMs);
    if (!this.isNews(route, now())) return;
    this.logger.warn(`Requests wait for Discord's rate limit of ${route}, this one for ${Math.round(forMs)} ms`);
  }

  /** Of one trouble, that of a route or that of all, one line is enough for a while. */
  private isNews(trouble: string, at: number): boolean {
    if (at - (this.saidAt.get(trouble) ?? -Infinity) < SAID_FOR_MS) return false;
    this.saidAt.set(trouble, at);
    return true;
  }
}
