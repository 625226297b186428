import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { now } from '../bus/now.js';
import type { Presence } from '../model/presence.js';
import type { Maintenance, Standing } from '../model/standing.js';
import { StandingBook } from '../store/standing.book.js';

/** Keeps what people have ordered, over restarts too, and makes it known. */
@Injectable()
export class StandingOrders implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Control');
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly book: StandingBook,
    private readonly bus: EventBus,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    try {
      const { maintenance, presence } = await this.book.read();
      const stillOn = maintenance && maintenance.until > now() ? maintenance : null;
      this.tell({ maintenance: stillOn, presence });
      this.endLater(stillOn);
    } catch (error) {
      this.logger.error(error, 'What people have ordered before could not be read');
    }
  }

  onModuleDestroy(): void {
    if (this.timer) clearTimeout(this.timer);
  }

  /** @param maintenance `null` ends it. Rejects when it could not be written down: nothing has changed then */
  async setMaintenance(maintenance: Maintenance | null): Promise<void> {
    await this.book.keep('maintenance', maintenance);
    this.tell({ maintenance });
    this.endLater(maintenance);
  }

  /** It is set already; a store that fails costs it with the next start only. */
  async keepPresence(presence: Presence): Promise<void> {
    this.tell({ presence });
    try {
      await this.book.keep('presence', presence);
    } catch (error) {
      this.logger.error(error, 'The presence could not be written down');
    }
  }

  private endLater(maintenance: Maintenance | null): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (!maintenance) return;
    this.timer = setTimeout(() => void this.end(), Math.max(0, maintenance.until - now())).unref();
  }

  private async end(): Promise<void> {
    this.logger.log('Maintenance is over: its time is up');
    this.tell({ maintenance: null });
    await this.book.keep('maintenance', null).catch(() => undefined); // it has an end of its own, whoever reads it
  }

  private tell(standing: Partial<Standing>): void {
    this.bus.publish({ type: 'standing.changed', instance: INSTANCE_ID, at: now(), standing });
  }
}
