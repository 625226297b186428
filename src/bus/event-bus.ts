import type { Observable } from 'rxjs';
import type { BotEvent } from '../model/event.js';

/** What has happened, from the processes that saw it to the processes that show it. */
export abstract class EventBus {
  /** Every event from now on, this process's own included. It never errs and ends with the process. */
  abstract readonly events$: Observable<BotEvent>;

  /** Tells everybody. It never throws and does not wait: a lost event does no lasting harm. */
  abstract publish(event: BotEvent): void;
}
