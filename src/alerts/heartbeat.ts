import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Subscription, exhaustMap, interval } from 'rxjs';
import { now } from '../bus/now.js';
import { AlertSettings } from '../config/alert.settings.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import { span } from '../model/limits.js';
import { Probes } from '../monitor/probes.js';
import { Outgoing } from './outgoing.js';

/** Milliseconds between two signs of life, and between two looks whether one is due. */
const PERIOD_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
const SHORTEST_LOOK_MS = 50;

/**
 * Gives a monitor outside a sign of life once a minute while a command would be answered on every shard. Whatever ends that
 * (this process, its machine, its network, Discord), the monitor notices by itself: when nobody can tell, that is what tells.
 */
@Injectable()
export class Heartbeat implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Heartbeat');
  private readonly stopping = new AbortController();
  private subscription?: Subscription;
  private dueAt = 0;
  private hasFailed = false;

  constructor(
    private readonly settings: AlertSettings,
    private readonly outgoing: Outgoing,
    private readonly probes: Probes,
    private readonly limits: MonitorSettings,
  ) {}

  onApplicationBootstrap(): void {
    const { heartbeatUrl: url } = this.settings;
    if (url === undefined) return;
    const everyMs = Math.max(SHORTEST_LOOK_MS, span(LOOK_EVERY_MS, this.limits));
    this.subscription = interval(everyMs)
      .pipe(exhaustMap(() => this.look(url)))
      .subscribe();
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
    this.stopping.abort();
  }

  /** Never rejects. */
  private async look(url: string): Promise<void> {
    if (now() < this.dueAt || !this.probes.bot().isOk) return;
    this.dueAt = now() + span(PERIOD_MS, this.limits); // also after a failure: the next one comes soon enough
    try {
      await this.outgoing.send({ method: 'GET', url, signal: this.stopping.signal });
      if (this.hasFailed) this.logger.log('The monitor outside takes signs of life again');
      this.hasFailed = false;
    } catch (error) {
      if (this.stopping.signal.aborted || this.hasFailed) return;
      this.hasFailed = true;
      const why = error instanceof Error ? error.message : 'cannot be reached';
      this.logger.warn(`The monitor outside ${why}: it may think that the bot is down (HEARTBEAT_URL)`);
    }
  }
}
