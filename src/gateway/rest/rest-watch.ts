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
/** Milliseconds in which one line about the rate limit of a route is enough. */
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
  private isHeld = false;

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
    if (held && !this.isHeld) {
      const text = `Requests to Discord's API are held back for ${duration(held.until - at)}, because ${held.why}`;
      this.teller.tell('warn', text, { wayOut: 'Nothing is lost but time: it goes on by itself.' });
    }
    this.isHeld = held !== null;
    const queuedCount = Math.max(0, count - door.brake.inFlight);
    this.measurements.tick(door.meter.told(at, { queuedCount, heldUntil: held?.until ?? null }));
  }

  private sublimited({ route, head }: Answered): void {
    const waitMs = head && route.kind !== 'callback' ? sublimitMs(head) : null;
    if (waitMs !== null) this.waits(route.label, waitMs);
  }

  private waits(route: string, forMs: number): void {
    this.door.meter.waited(forMs);
    const at = now();
    if (at - (this.saidAt.get(route) ?? -Infinity) < SAID_FOR_MS) return;
    this.saidAt.set(route, at);
    this.logger.warn(`Requests wait for Discord's rate limit of ${route}, this one for ${Math.round(forMs)} ms`);
  }
}
