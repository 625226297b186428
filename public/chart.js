/**
 * The chart of the latency: asleep until it comes into view, then read from the API and drawn with uPlot, and grown by
 * what the page's stream tells. Without it the page says the same in a sentence.
 */
import { Curve, FixedCurve, readPoints, serverNow } from './chart-data.js';
import { loadPlots, milliseconds, moment, plotIn } from './chart-plot.js';
import { nameZone } from './times.js';

const RETRY_AFTER_MS = 30_000;
/** Pixels for each point: what is finer than that is noise. */
const PIXELS_PER_POINT = 3;

class Chart {
  plot = null;
  size = '';
  isReading = false;

  constructor(figure) {
    this.figure = figure;
    this.box = figure.querySelector('.sw-chart__plot');
    this.marks = figure.querySelector('[data-newest]');
    const { chart: url, rangeMs, from, until, names = 'p50|p95' } = figure.dataset;
    this.names = names.split('|');
    this.curve = from
      ? new FixedCurve({
          url,
          from: Number(from),
          until: until ? Number(until) : null,
          isApart: 'apart' in figure.dataset,
        })
      : new Curve({ url, rangeMs: Number(rangeMs) });
    this.watchers = [
      [new MutationObserver(() => this.update()), this.marks, { attributes: true, childList: true, subtree: true }],
      [new MutationObserver(() => this.draw()), document.documentElement, { attributeFilter: ['data-bs-theme'] }],
      [new ResizeObserver(() => this.resized()), this.box],
    ];
  }

  async start() {
    await Promise.all([loadPlots(), this.curve.load()]);
    await this.update();
    for (const [watcher, ...what] of this.watchers) watcher.observe(...what);
  }

  stop() {
    for (const [watcher] of this.watchers) watcher.disconnect();
    this.plot?.destroy();
    this.plot = null;
  }

  /** The stream has told something. */
  async update() {
    if (this.curve.grow(readPoints(this.marks.dataset.newest)) && !this.isReading) await this.readAgain();
    if (this.plot) this.refresh();
    else this.draw();
  }

  async readAgain() {
    this.isReading = true;
    try {
      await this.curve.load();
      this.curve.grow(readPoints(this.marks.dataset.newest));
    } catch {
      return; // what is drawn stays true; the next point tries again
    } finally {
      this.isReading = false;
    }
  }

  /** Those that are in sight. */
  bands() {
    const [first, last] = this.curve.reach();
    return [...this.marks.querySelectorAll('li')]
      .map(({ dataset, textContent }) => ({
        from: Number(dataset.from) / 1_000,
        until: Number(dataset.until || serverNow()) / 1_000,
        label: textContent,
      }))
      .filter(({ from, until }) => until > first && from < last);
  }

  resized() {
    if (this.size !== this.sizeNow()) this.draw();
  }

  sizeNow() {
    return `${this.box.clientWidth}x${this.box.clientHeight}`;
  }

  draw() {
    const hasPoints = this.curve.points.some(({ values }) => values.some((value) => value !== null));
    for (const part of [this.box, this.figure.querySelector('figcaption')]) part.hidden = !hasPoints;
    this.figure.querySelector('.sw-chart__still').hidden = hasPoints;
    this.plot?.destroy();
    this.plot = null;
    this.size = this.sizeNow();
    if (!hasPoints || this.box.clientWidth === 0) return;
    this.plot = plotIn(this.box, {
      columns: this.newColumns(),
      reach: () => this.curve.reach(),
      bands: () => this.bands(),
      show: (index) => this.show(index),
    });
    this.tell();
  }

  /** The same plot with newer points; the pointer stays where it is. */
  refresh() {
    this.plot.setData(this.newColumns());
    this.tell();
  }

  newColumns() {
    this.columns = this.curve.columns(this.box.clientWidth / PIXELS_PER_POINT);
    return this.columns;
  }

  /** The values under the pointer, or the newest. */
  show(index) {
    const [at, ...curves] = this.columns;
    const values = index === null ? this.curve.points.at(-1).values : curves.map((curve) => curve[index] ?? null);
    this.figure.querySelectorAll('[data-v]').forEach((place, curve) => {
      const value = values[curve];
      place.textContent = value === null ? 'none' : milliseconds(value);
    });
    this.figure.querySelector('[data-at]').textContent =
      index === null ? this.curve.newestWord : `at ${moment(at[index])}`;
  }

  /** The same in words. */
  tell() {
    this.show(this.plot.cursor.idx ?? null);
    const spread = (values) => {
      const known = values.filter((value) => value !== null);
      if (known.length === 0) return 'not known';
      return `${milliseconds(Math.min(...known))} to ${milliseconds(Math.max(...known))}`;
    };
    const curves = this.columns.slice(1).map((values, index) => `${this.names[index]} ${spread(values)}`);
    const bands = this.bands().map(({ label }) => label);
    const marked = bands.length > 0 ? ` Marked: ${bands.join('; ')}.` : '';
    this.figure.querySelector('.sw-key--band').hidden = bands.length === 0;
    this.box.ariaLabel = `Gateway latency ${this.figure.dataset.words}: ${curves.join(', ')}.${marked}`;
  }
}

let chart = null;

function wake(figure) {
  chart = new Chart(figure);
  const begun = chart;
  begun.start().catch(() => setTimeout(() => begun === chart && wake(figure), RETRY_AFTER_MS)); // the sentence stands meanwhile
}

const sight = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      sight.unobserve(target);
      wake(target);
    }
  },
  { rootMargin: '300px' },
);

/** Another range: its card takes the place of this one, and all else on the page stays. */
async function change(link) {
  const response = await fetch(link.href);
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('overview-latency');
  if (!response.ok || !fresh) throw new Error(`The page answered ${response.status}`);
  chart?.stop();
  document.getElementById('overview-latency').replaceWith(fresh);
  nameZone(fresh);
  window.history.replaceState(null, '', link.href);
  fresh.querySelector('[aria-current]').focus({ preventScroll: true });
  wake(fresh.querySelector('[data-chart]'));
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('#overview-latency [data-range]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  change(link).catch(() => location.assign(link.href));
});
for (const figure of document.querySelectorAll('[data-chart]')) sight.observe(figure);
