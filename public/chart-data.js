/* The points of a chart: read from the API once, then grown by what the page's stream tells. */

const openedAt = Date.parse(document.body.dataset.asOf);

/** Milliseconds by the server's clock. */
export function serverNow() {
  return openedAt + window.performance.now();
}

export class Curve {
  /** Oldest first: { at, values }, with `null` for what is not known. */
  points = [];
  /** Milliseconds of each point. */
  spanMs = 10_000;

  constructor({ url, rangeMs }) {
    this.url = url;
    this.rangeMs = rangeMs;
  }

  async load() {
    const from = new Date(serverNow() - this.rangeMs).toISOString();
    const response = await fetch(`${this.url}&from=${from}`);
    if (!response.ok) throw new Error(`The history answered ${response.status}`);
    const { points, spanSeconds } = await response.json();
    this.spanMs = spanSeconds * 1_000;
    this.points = points.map(({ at, ...values }) => ({ at: Date.parse(at), values: Object.values(values) }));
  }

  /** Takes in the newest points of ten seconds. @returns whether all must be read again, to have the points between */
  grow(newest) {
    const last = this.points.at(-1)?.at ?? -Infinity;
    const later = newest.filter(({ at }) => at > last);
    if (later.length === 0) return false;
    if (this.spanMs > 10_000) return later.at(-1).at >= last + 2 * this.spanMs;
    if (later[0].at > last + 1.5 * this.spanMs && later.length === newest.length) return true;
    const from = serverNow() - this.rangeMs;
    this.points = [...this.points, ...later].filter(({ at }) => at >= from);
    return false;
  }

  /** Seconds, then one column for each curve. Where nothing was measured a point without values keeps the gap open. */
  columns() {
    const columns = [[], [], []];
    const push = (at, values) => [at / 1_000, ...values].forEach((value, index) => columns[index].push(value));
    this.points.forEach(({ at, values }, index) => {
      const before = this.points[index - 1];
      if (before && at - before.at > 1.5 * this.spanMs) push(before.at + this.spanMs, [null, null]);
      push(at, values);
    });
    return columns;
  }

  /** Seconds from and to which the chart reaches: a bot that is younger than the range gets a shorter one. */
  reach() {
    const until = Math.max(serverNow(), this.points.at(-1)?.at ?? 0);
    const first = this.points[0]?.at ?? until;
    return [Math.max(until - this.rangeMs, Math.min(first, until - this.rangeMs / 6)) / 1_000, until / 1_000];
  }
}

/** `at,p50,p95 at,p50,p95`, as the page's stream has it. */
export function readPoints(text) {
  return text
    .split(' ')
    .filter(Boolean)
    .map((point) => {
      const [at, ...values] = point.split(',');
      return { at: Number(at), values: values.map((value) => (value === '' ? null : Number(value))) };
    });
}
