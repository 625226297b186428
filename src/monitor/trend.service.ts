import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Subscription, timer } from 'rxjs';
import { type TrendPoint, trendPoint } from '../model/trend.js';
import { StatusService } from './status.service.js';

/** Milliseconds between two points. */
const SAMPLE_EVERY_MS = 5_000;
/** Points kept: ten minutes. */
const POINTS_KEPT = 120;

/** Remembers the last ten minutes of the figures, in memory, for the small curves on the pages. */
@Injectable()
export class TrendService implements OnModuleInit, OnModuleDestroy {
  private points: readonly TrendPoint[] = [];
  private subscription?: Subscription;

  constructor(private readonly status: StatusService) {}

  /** The points of the last ten minutes, oldest first, 5 s apart. */
  recent(): readonly TrendPoint[] {
    return this.points;
  }

  onModuleInit(): void {
    this.subscription = timer(0, SAMPLE_EVERY_MS).subscribe(() => {
      this.points = [...this.points.slice(1 - POINTS_KEPT), trendPoint(this.status.now())];
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }
}
