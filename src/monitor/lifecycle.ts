import { Injectable } from '@nestjs/common';
import { BehaviorSubject, type Observable, filter, map, take } from 'rxjs';

/** `starting`: not yet listening. `serving`: pages answer. `draining`: send nobody new. `closing`: say goodbye. */
export type Stage = 'starting' | 'serving' | 'draining' | 'closing';

/** Where this process stands between its start and its end. */
@Injectable()
export class Lifecycle {
  private readonly stages = new BehaviorSubject<Stage>('starting');

  /** Emits once, when streams should say goodbye and end, and completes. */
  readonly closing$: Observable<void> = this.stages.pipe(
    filter((stage) => stage === 'closing'),
    take(1),
    map(() => undefined),
  );

  get stage(): Stage {
    return this.stages.value;
  }

  moveTo(stage: Stage): void {
    this.stages.next(stage);
  }
}
