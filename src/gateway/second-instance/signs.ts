import { Injectable } from '@nestjs/common';
import { EventBus } from '../../bus/event-bus.js';
import { INSTANCE_ID } from '../../bus/instance-id.js';
import { now } from '../../bus/now.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { SECOND_INSTANCE, type SignKind, type Suspicion, suspicionOf } from '../../model/second-instance.js';
import { Teller } from '../teller.js';
import { SignBook } from './sign-book.js';

/** Tells the signs of a second instance: each on the bus, and in words once, when they are enough. */
@Injectable()
export class Signs {
  private readonly book: SignBook;
  /** What was said last; while it still holds, nothing is said again. */
  private said: Suspicion | null = null;

  constructor(
    private readonly bus: EventBus,
    private readonly teller: Teller,
    private readonly limits: MonitorSettings,
  ) {
    this.book = new SignBook(limits);
  }

  /** @param count how many came at once, 1 or more */
  saw(kind: SignKind, count = 1): void {
    const at = now();
    this.book.note(kind, count, at);
    const signs = this.book.told(at);
    if (signs.length === 0) return;
    this.bus.publish({ type: 'second_instance.seen', instance: INSTANCE_ID, at, secondInstance: { signs } });
    const suspicion = suspicionOf({ signs }, this.limits, at);
    if (!suspicion) return;
    const isSaid = suspicionOf(this.said, this.limits, at) !== null;
    this.said = suspicion;
    if (isSaid) return;
    this.teller.tell('warn', `${SECOND_INSTANCE}: ${suspicion.evidence}`, { wayOut: suspicion.wayOut });
  }
}
