import { Injectable } from '@nestjs/common';
import { BehaviorSubject, type Observable, filter, map, take } from 'rxjs';

/** `starting`: not yet listening. `serving`: pages answer. `draining`: about to stop, send nobody new. */
export type Stage = 'starting' | 'serving' | 'draining';

/** Where this process stands between its start and its end. */
@Injectable()
export class Lifecycle {
  private readonly stages = new BehaviorSubject<Stage>('starting');

  /** Emits once, when the process begins to stop, and completes. */
  readonly draining$: Observable<void> = this.stages.pipe(
    filter((stage) => stage === 'draining'),
    take(1),
    map(() => undefined),
  );

  get stage(): Stage {
    return this.stages.value;
  }

  serving(): void {
    if (this.stage === 'starting') this.stages.next('serving');
  }

  draining(): void {
    if (this.stage !== 'draining') this.stages.next('draining');
  }
}
