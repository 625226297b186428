/**
 * The chart of the latency: asleep until it comes into view, then read from the API and drawn with uPlot, and grown by
 * what the page's stream tells. Without it the page says the same in a sentence.
 */
import { Curve, readPoints, serverNow } from './chart-data.js';
import { milliseconds, moment, plotIn } from './chart-plot.js';

const RETRY_AFTER_MS = 30_000;

/** Loads uPlot, once. */
function library() {
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = new URL('uplot/uPlot.min.css', import.meta.url);
  const script = document.createElement('script');
  script.src = new URL('uplot/uPlot.iife.min.js', import.meta.url);
  const loaded = [style, script].map(
    (element) => new Promise((resolve, reject) => Object.assign(element, { onload: resolve, onerror: reject })),
  );
  document.head.append(style, script);
  return Promise.all(loaded);
}

class Chart {
  plot = null;
  size = '';

  constructor(figure) {
    this.figure = figure;
    this.box = figure.querySelector('.sw-chart__plot');
    this.marks = document.getElementById('overview-marks');
    this.curve = new Curve({ url: figure.dataset.chart, rangeMs: Number(figure.dataset.rangeMs) });
  }

  async start() {
    await Promise.all([library(), this.curve.load()]);
    const redraw = () => this.draw();
    new MutationObserver(() => this.update()).observe(this.marks, { attributes: true, childList: true, subtree: true });
    new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ['data-bs-theme', 'data-view'] });
    this.update();
    new ResizeObserver(() => this.resized()).observe(this.box);
  }

  /** The stream has told something. */
  async update() {
    if (this.curve.grow(readPoints(this.marks.dataset.newest)) && !this.isReading) await this.readAgain();
    this.draw();
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

  bands() {
    return [...this.marks.querySelectorAll('li')].map(({ dataset, textContent }) => ({
      from: Number(dataset.from) / 1_000,
      until: Number(dataset.until || serverNow()) / 1_000,
      label: textContent,
    }));
  }

  resized() {
    const size = `${this.box.clientWidth}x${this.box.clientHeight}`;
    if (size !== this.size) this.draw();
  }

  draw() {
    const hasPoints = this.curve.points.length > 0;
    for (const part of [this.box, this.figure.querySelector('figcaption')]) part.hidden = !hasPoints;
    this.figure.querySelector('.sw-chart__still').hidden = hasPoints;
    this.plot?.destroy();
    this.plot = null;
    this.size = `${this.box.clientWidth}x${this.box.clientHeight}`;
    if (!hasPoints || this.box.clientWidth === 0) return;
    this.columns = this.curve.columns();
    this.plot = plotIn(this.box, {
      columns: this.columns,
      reach: () => this.curve.reach(),
      bands: () => this.bands(),
      show: (index) => this.show(index),
    });
    this.show(null);
    this.tell();
  }

  /** The values under the cursor, or the newest. */
  show(index) {
    const [at, ...curves] = this.columns;
    const shown = index ?? at.length - 1;
    this.figure.querySelectorAll('[data-v]').forEach((place, curve) => {
      const value = curves[curve][shown];
      place.textContent = value === null ? 'none' : milliseconds(value);
    });
    this.figure.querySelector('[data-at]').textContent = index === null ? 'now' : `at ${moment(at[shown])}`;
  }

  /** The same in words. */
  tell() {
    const spread = (values) => {
      const known = values.filter((value) => value !== null);
      if (known.length === 0) return 'not known';
      return `${milliseconds(Math.min(...known))} to ${milliseconds(Math.max(...known))}`;
    };
    const [, p50, p95] = this.columns;
    const bands = this.bands().map(({ label }) => label);
    const marked = bands.length > 0 ? ` Marked: ${bands.join('; ')}.` : '';
    this.figure.querySelector('.sw-key--band').hidden = bands.length === 0;
    this.box.ariaLabel = `Gateway latency over ${this.figure.dataset.words}: p50 ${spread(p50)}, p95 ${spread(p95)}.${marked}`;
  }
}

function wake(figure) {
  new Chart(figure).start().catch(() => setTimeout(wake, RETRY_AFTER_MS, figure)); // the sentence stands meanwhile
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
for (const figure of document.querySelectorAll('[data-chart]')) sight.observe(figure);
