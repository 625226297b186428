import { Injectable } from '@nestjs/common';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { ManagerDoor } from '../manager-door.js';
import type { Refusal } from '../refusal.js';
import { Reporter } from '../reporter.js';
import { IdentifyGuard } from './identify-guard.js';
import { SupervisedStrategy } from './supervised.strategy.js';

/** Puts all shards under supervision: who reports them, who lets them identify, how long they wait. */
@Injectable()
export class Supervisor {
  constructor(
    private readonly door: ManagerDoor,
    private readonly reporter: Reporter,
    private readonly guard: IdentifyGuard,
    private readonly limits: MonitorSettings,
  ) {}

  /** Before the first sign-in. @param onRefused hears of shards that Discord refuses for good */
  setUp(onRefused: (refusal: Refusal) => void): void {
    const { reporter: observer, guard, limits } = this;
    observer.refusals$.subscribe(onRefused);
    this.door.strategyFor = (manager) => {
      observer.watch(manager);
      return new SupervisedStrategy(manager, { observer, guard, limits });
    };
  }

  /** Closes all connections with this code. From now on they stay closed. */
  async close(code: number): Promise<void> {
    await this.door.manager?.destroy({ code, reason: 'Stopping' });
  }
}
