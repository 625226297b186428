import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Subscription } from 'rxjs';
import { EventBus } from '../../bus/event-bus.js';
import { INSTANCE_ID } from '../../bus/instance-id.js';
import { now } from '../../bus/now.js';
import type { FailedRequest } from '../../model/failed-request.js';
import { type Answered, type Refused, retryAfterMs } from './answer.js';
import { RequestDoor } from './request-door.js';

/** Tells each request that Discord refused, or failed to answer. First answers to interactions are told with these. */
@Injectable()
export class RequestFailures implements OnModuleInit, OnModuleDestroy {
  private readonly subscription = new Subscription();

  constructor(
    private readonly bus: EventBus,
    private readonly door: RequestDoor,
  ) {}

  onModuleInit(): void {
    this.subscription.add(this.door.answered$.subscribe((answered) => this.answered(answered)));
    this.subscription.add(this.door.refused$.subscribe((refused) => this.refused(refused)));
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }

  /** Of those that Discord understood and refused its own code says more, and comes with the body. */
  private answered({ route, head }: Answered): void {
    const isFailure = head === null || head.status === 429 || head.status >= 500;
    if (!isFailure || route.kind === 'callback') return;
    const waitMs = head?.status === 429 ? retryAfterMs(head) : null;
    this.tell({ route: route.label, status: head?.status ?? null, code: null, retryAfterMs: waitMs });
  }

  private refused({ route, code }: Refused): void {
    if (route.kind !== 'callback') this.tell({ route: route.label, status: null, code, retryAfterMs: null });
  }

  private tell(request: FailedRequest): void {
    this.bus.publish({ type: 'request.failed', instance: INSTANCE_ID, at: now(), request });
  }
}
