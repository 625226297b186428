import { Injectable } from '@nestjs/common';
import type { Incident } from '../../../model/incident.js';
import { HistoryReader } from '../../../monitor/history.reader.js';
import { StatusService } from '../../../monitor/status.service.js';
import { type AroundView, aroundView, spanAround } from './around.view.js';
import type { Curves } from './curves.js';
import { type ChartRange, type CurvePoint, type LatencyView, latencyPoint, latencyView } from './latency.view.js';

/** Milliseconds for which an answer is given again: no point comes sooner. */
const FRESH_FOR_MS = 10_000;
const MOST_POINTS = 2_000;

interface Known {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly points: Promise<readonly CurvePoint[] | null>;
}

/** What the chart of the latency says in words, read from the history once for all who look. */
@Injectable()
export class LatencyChart {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly history: HistoryReader,
    private readonly status: StatusService,
  ) {}

  /** Never rejects: a page has more to say than its chart. */
  async view(range: ChartRange): Promise<LatencyView> {
    const { at } = this.status.now();
    const known = this.known.get(range.name);
    if (known && at - known.at < FRESH_FOR_MS) return latencyView(range, await known.points, at);
    const points = this.points(range, at);
    this.known.set(range.name, { at, points });
    return latencyView(range, await points, at);
  }

  /** The same around an incident. Never rejects. */
  async around(incident: Incident, curves: Curves): Promise<AroundView> {
    const { at: now } = this.status.now();
    const span = spanAround(incident, now);
    const points = await this.history.read({ ...span, most: MOST_POINTS }).then(
      (page) => page.points.map((point) => curves.point(point)),
      () => null,
    );
    return aroundView(span, curves, points);
  }

  private points({ ms, resolution }: ChartRange, until: number): Known['points'] {
    return this.history.read({ from: until - ms, until, resolution, most: MOST_POINTS }).then(
      ({ points }) => points.map(latencyPoint),
      () => null,
    );
  }
}
