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
  /** What is said of the newest point. */
  newestWord = 'now';
  /** Whether one curve has gaps where the other has none. */
  isApart = false;

  constructor({ url, rangeMs }) {
    this.url = url;
    this.rangeMs = rangeMs;
  }

  async load() {
    const response = await fetch(this.address());
    if (!response.ok) throw new Error(`The history answered ${response.status}`);
    const { points, spanSeconds } = await response.json();
    this.spanMs = spanSeconds * 1_000;
    this.points = points.map(({ at, ...values }) => ({ at: Date.parse(at), values: Object.values(values) }));
  }

  address() {
    return `${this.url}&from=${new Date(this.begin()).toISOString()}`;
  }

  /** Milliseconds. */
  begin() {
    return serverNow() - this.rangeMs;
  }

  /** Takes in the newest points of ten seconds. @returns whether all must be read again, to have the points between */
  grow(newest) {
    const last = this.points.at(-1)?.at ?? -Infinity;
    const later = newest.filter(({ at }) => at > last);
    if (later.length === 0) return false;
    if (this.spanMs > 10_000) return later.at(-1).at >= last + 2 * this.spanMs;
    if (later[0].at > last + 1.5 * this.spanMs && later.length === newest.length) return true;
    const from = this.begin();
    this.points = [...this.points, ...later].filter(({ at }) => at >= from);
    return false;
  }

  /**
   * Seconds, then one column for each curve. Where nothing was measured a point without values keeps the gap open.
   * @param most about how many points there is room for: with more, neighbours become one
   */
  columns(most) {
    const stepMs = this.spanMs * Math.max(1, Math.ceil(this.points.length / most));
    const columns = [[], [], []];
    const push = (at, values) => [at / 1_000, ...values].forEach((value, index) => columns[index].push(value));
    let before = null;
    for (const { at, values } of merged(this.points, stepMs, this.isApart ? apart : together)) {
      if (before !== null && at - before > 1.5 * stepMs) push(before + stepMs, [null, null]);
      push(at, values);
      before = at;
    }
    return columns;
  }

  /** Seconds from and to which the chart reaches: a bot that is younger than the range gets a shorter one. */
  reach() {
    const until = Math.max(serverNow(), this.points.at(-1)?.at ?? 0);
    const first = this.points[0]?.at ?? until;
    return [Math.max(until - this.rangeMs, Math.min(first, until - this.rangeMs / 6)) / 1_000, until / 1_000];
  }
}

/** The points around an incident: from a time that stays, to another one or, while it is not long ago, until now. */
export class FixedCurve extends Curve {
  constructor({ url, from, until, isApart }) {
    super({ url, rangeMs: 0 });
    Object.assign(this, { from, until, isApart, newestWord: until === null ? 'now' : 'at the end' });
  }

  address() {
    return this.url;
  }

  begin() {
    return this.from;
  }

  grow(newest) {
    return this.until === null && super.grow(newest);
  }

  reach() {
    return [this.from / 1_000, (this.until ?? serverNow()) / 1_000];
  }
}

/** Points of longer spans. */
function merged(points, stepMs, valuesOf) {
  const groups = new Map();
  for (const point of points) {
    const key = Math.floor(point.at / stepMs);
    if (groups.has(key)) groups.get(key).push(point);
    else groups.set(key, [point]);
  }
  return [...groups.values()].map((group) => {
    if (group.length === 1) return group[0];
    const columns = [0, 1].map((curve) => group.map(({ values }) => values[curve]));
    return { at: group[0].at, values: valuesOf(columns) };
  });
}

/** The middle of all p50, the largest p95; and a gap where one of them is a gap. */
function together([p50, p95]) {
  return p50.includes(null) ? [null, null] : [middle(p50), Math.max(...p95)];
}

/** The middle of each, and a gap where it has one itself. */
function apart(columns) {
  return columns.map((values) => (values.includes(null) ? null : middle(values)));
}

function middle(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
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
