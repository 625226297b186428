import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { hostname } from 'node:os';
import { type IntervalHistogram, monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { type Subscription, interval } from 'rxjs';
import { now } from '../bus/now.js';
import { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { LIBRARY_VERSION, VERSION } from '../config/versions.js';
import type { Instance, StoreState } from '../model/instance.js';
import { Runs } from '../store/runs.js';
import { UncaughtErrors } from './uncaught-errors.js';

/** Milliseconds between two samples; event-loop lag and CPU are those of this window. */
const SAMPLE_EVERY_MS = 2_000;
/** Milliseconds between two looks of the event-loop histogram, and its error: what is shorter is not seen. */
const LOOP_RESOLUTION_MS = 10;

/** Measures this process and tells it on the bus. */
@Injectable()
export class ProcessSampler implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Store');
  private readonly startedAt = Math.round(performance.timeOrigin);
  private readonly loop: IntervalHistogram = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  private cpuBefore = process.cpuUsage();
  private sampledAt = performance.now();
  private store: StoreState | null = null;
  private subscription?: Subscription;

  constructor(
    private readonly bus: EventBus,
    private readonly runs: Runs,
    private readonly uncaught: UncaughtErrors,
  ) {}

  async onModuleInit(): Promise<void> {
    this.store = await this.runs.started({ startedAt: this.startedAt, version: VERSION, pid: process.pid });
    this.publish({ cpuRatio: null, eventLoopLagMs: null });
    this.tellOfThePast(this.store);
    this.loop.enable();
    this.subscription = interval(SAMPLE_EVERY_MS).subscribe(() => this.publish(this.window()));
  }

  private tellOfThePast({ note, isPreviousStopClean }: StoreState): void {
    if (note) this.logger.warn(note);
    if (isPreviousStopClean === false) this.logger.warn('The process before this one crashed or was killed');
  }

  onModuleDestroy(): void {
    this.loop.disable();
    this.subscription?.unsubscribe();
  }

  /** What happened since the last sample. */
  private window(): Pick<Instance, 'cpuRatio' | 'eventLoopLagMs'> {
    const cpu = process.cpuUsage(this.cpuBefore);
    const elapsedMs = performance.now() - this.sampledAt;
    const lagMs = Math.max(0, this.loop.percentile(99) / 1e6 - LOOP_RESOLUTION_MS);
    this.cpuBefore = process.cpuUsage();
    this.sampledAt = performance.now();
    this.loop.reset();
    return { cpuRatio: (cpu.user + cpu.system) / 1_000 / elapsedMs, eventLoopLagMs: Math.round(lagMs * 10) / 10 };
  }

  private publish(window: Pick<Instance, 'cpuRatio' | 'eventLoopLagMs'>): void {
    if (!this.store) return;
    const memory = process.memoryUsage();
    const sample: Instance = {
      id: INSTANCE_ID,
      pid: process.pid,
      hostname: hostname(),
      version: VERSION,
      nodeVersion: process.versions.node,
      libraryVersion: LIBRARY_VERSION,
      startedAt: this.startedAt,
      rssBytes: memory.rss,
      heapUsedBytes: memory.heapUsed,
      heapLimitBytes: getHeapStatistics().heap_size_limit,
      uncaughtErrorCount: this.uncaught.count,
      lastUncaughtError: this.uncaught.last,
      store: this.store,
      ...window,
    };
    this.bus.publish({ type: 'instance.sampled', instance: INSTANCE_ID, at: now(), sample });
  }
}
