import type { Observable } from 'rxjs';
import type { BotEvent } from '../model/event.js';
import type { BotRequest } from '../model/request.js';

/** Between processes: up, what has happened, to those that show it; down, what is to be done, to the one that can do it. */
export abstract class EventBus {
  /** Every event from now on, this process's own included. It never errs and ends with the process. */
  abstract readonly events$: Observable<BotEvent>;

  /** Every request from now on. It never errs and ends with the process. */
  abstract readonly requests$: Observable<BotRequest>;

  /** Tells everybody. It never throws and does not wait: a lost event does no lasting harm. */
  abstract publish(event: BotEvent): void;

  /** Asks everybody; the one that can do it answers with `request.moved`. It never throws and does not wait: nobody may answer. */
  abstract ask(request: BotRequest): void;
}
