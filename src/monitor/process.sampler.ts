import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { type Subscription, delay, interval } from 'rxjs';
import { now } from '../bus/now.js';
import { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import { LIBRARY_VERSION, VERSION } from '../config/versions.js';
import type { Instance, StoreState } from '../model/instance.js';
import { Runs } from '../store/runs.js';
import { LoopLag, SETTLE_MS, lagOf } from './loop-lag.js';
import { UncaughtErrors } from './uncaught-errors.js';

/** Milliseconds between two samples; event-loop lag and CPU are those of this window. */
const SAMPLE_EVERY_MS = 2_000;

/** Measures this process and tells it on the bus. */
@Injectable()
export class ProcessSampler implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Store');
  private readonly startedAt = Math.round(performance.timeOrigin);
  private readonly loadedAt = now();
  private readonly loop = new LoopLag();
  private loopBlockCount = 0;
  private cpuBefore = process.cpuUsage();
  private sampledAt = performance.now();
  private subscription?: Subscription;

  constructor(
    private readonly bus: EventBus,
    private readonly runs: Runs,
    private readonly uncaught: UncaughtErrors,
    private readonly limits: MonitorSettings,
  ) {}

  async onModuleInit(): Promise<void> {
    const state = await this.noteStart();
    this.publish({ cpuRatio: null, eventLoopLagMs: null });
    this.tellOfThePast(state);
    this.loop.start();
    const samples$ = interval(SAMPLE_EVERY_MS).pipe(delay(SETTLE_MS));
    this.subscription = samples$.subscribe(() => this.publish(this.window()));
  }

  /** A store that fails here costs the past, and not the bot. */
  private async noteStart(): Promise<StoreState> {
    try {
      return await this.runs.started({ startedAt: this.startedAt, version: VERSION, pid: process.pid });
    } catch (error) {
      this.logger.error(error, 'This start could not be written down, and the ones before could not be read');
      return this.runs.state;
    }
  }

  private tellOfThePast({ note, isPreviousStopClean }: StoreState): void {
    if (note) this.logger.warn(note);
    if (isPreviousStopClean === false) this.logger.warn('The process before this one crashed or was killed');
  }

  onModuleDestroy(): void {
    this.loop.stop();
    this.subscription?.unsubscribe();
  }

  /** What happened since the last sample. */
  private window(): Pick<Instance, 'cpuRatio' | 'eventLoopLagMs'> {
    const cpu = process.cpuUsage(this.cpuBefore);
    const elapsedMs = performance.now() - this.sampledAt;
    const seen = this.loop.take(elapsedMs);
    if (seen.longestMs > this.limits.eventLoopLagMs) this.loopBlockCount += 1;
    this.cpuBefore = process.cpuUsage();
    this.sampledAt = performance.now();
    return { cpuRatio: (cpu.user + cpu.system) / 1_000 / elapsedMs, eventLoopLagMs: lagOf(seen) };
  }

  private publish(window: Pick<Instance, 'cpuRatio' | 'eventLoopLagMs'>): void {
    const memory = process.memoryUsage();
    const sample: Instance = {
      id: INSTANCE_ID,
      pid: process.pid,
      hostname: hostname(),
      version: VERSION,
      nodeVersion: process.versions.node,
      libraryVersion: LIBRARY_VERSION,
      startedAt: this.startedAt,
      loadedAt: this.loadedAt,
      rssBytes: memory.rss,
      heapUsedBytes: memory.heapUsed,
      heapLimitBytes: getHeapStatistics().heap_size_limit,
      cpuMs: Math.round(cpuMs()),
      eventLoopBlockCount: this.loopBlockCount,
      uncaughtErrorCount: this.uncaught.count,
      lastUncaughtError: this.uncaught.last,
      store: this.runs.state,
      ...window,
    };
    this.bus.publish({ type: 'instance.sampled', instance: INSTANCE_ID, at: now(), sample });
  }
}

/** Milliseconds of one core that this process has used. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
