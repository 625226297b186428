/* Draws the curves with uPlot. Colours come from the tokens, so a change of theme needs a redraw only. */

const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const DAY_S = 86_400;
const NARROW_PX = 480;
/** Labels of bands above one another; more of them would hide the curves. */
const MOST_LABEL_ROWS = 4;

const token = (name) => window.getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const rem = () => parseFloat(window.getComputedStyle(document.documentElement).fontSize) / 16;
const font = (weight, px = 1) => `${weight} ${12 * rem() * px}px ${token('--sw-font')}`;

export const milliseconds = (value) => `${numbers.format(value)}\u00a0ms`;

/** Words for a moment; seconds. */
export function moment(at) {
  const date = new Date(at * 1_000);
  return Date.now() / 1_000 - at < DAY_S ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
}

/** Draws within the plot, and leaves the pen as it was. */
function within({ ctx, bbox }, draw) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx, bbox, window.devicePixelRatio);
  ctx.restore();
}

function edges(plot, { from, until }) {
  const left = plot.valToPos(from, 'x', true);
  return [left, Math.max(plot.valToPos(until, 'x', true), left + 3 * window.devicePixelRatio)];
}

/** Marks spans of time, behind the curves. */
function drawBands(plot, bands) {
  within(plot, (ctx, bbox, px) => {
    ctx.fillStyle = token('--sw-warn');
    for (const band of bands) {
      const [left, right] = edges(plot, band);
      ctx.globalAlpha = 0.14;
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
      ctx.globalAlpha = 1;
      ctx.fillRect(left, bbox.top, right - left, 3 * px);
    }
  });
}

/** Their labels stand before the curves, on a ground of their own, and never on one another. */
function drawLabels(plot, bands) {
  within(plot, (ctx, bbox, px) => {
    ctx.font = font(500, px);
    ctx.textAlign = 'left';
    ctx.textBaseline = 'top';
    const [height, gap] = [16 * rem() * px, 6 * px];
    const taken = [];
    for (const band of [...bands].reverse()) {
      const [left, right] = edges(plot, band);
      const { width } = ctx.measureText(band.label);
      const isRight = right + width + 2 * gap < bbox.left + bbox.width;
      const start = Math.max(bbox.left, isRight ? right + gap : left - gap - width);
      const isTaken = (row) =>
        taken.some((one) => one.row === row && start < one.end + gap && start + width > one.start - gap);
      let row = 0;
      while (isTaken(row)) row++;
      if (row >= MOST_LABEL_ROWS) continue; // its band stands, and those who cannot see it hear of it all the same
      taken.push({ row, start, end: start + width });
      const top = bbox.top + 5 * px + row * height;
      ctx.fillStyle = token('--sw-surface');
      ctx.fillRect(start - 2 * px, top - px, width + 4 * px, height);
      ctx.fillStyle = token('--sw-warn');
      ctx.fillText(band.label, start, top);
    }
  });
}

/** Pixels of the page that the labels of the left axis take: `5,000 ms` more than `50 ms`. */
function leftSize({ ctx }, labels) {
  ctx.save();
  ctx.font = font(400);
  const widest = Math.max(0, ...(labels ?? []).map((label) => ctx.measureText(label).width));
  ctx.restore();
  return Math.max(56 * rem(), Math.ceil(widest) + 10);
}

function axes({ clientWidth }, rangeS) {
  const axis = { stroke: token('--sw-fg-3'), font: font(400), ticks: { show: false } };
  const words = rangeS > 2 * DAY_S ? day : clock;
  return [
    {
      ...axis,
      grid: { show: false },
      size: 24 * rem(),
      gap: 6,
      space: clientWidth < NARROW_PX ? 70 : 90,
      values: (_plot, splits) => splits.map((at) => words.format(new Date(at * 1_000))),
    },
    {
      ...axis,
      grid: { stroke: token('--sw-chart-grid'), width: 1 },
      size: leftSize,
      gap: 8,
      space: 44,
      values: (_plot, splits) => splits.map(milliseconds),
    },
  ];
}

let UPlot = null;

/** Loads uPlot, once. Nothing can be drawn before. */
export async function loadPlots() {
  UPlot ??= (await import('uplot')).default;
}

/** A new plot in `box`. @param show is called with the index under the cursor, or `null` */
export function plotIn(box, { columns, reach, bands, show }) {
  const [from, until] = reach();
  // A line needs two points: the very first one is a dot.
  const points = { show: (plot) => plot.data[0].length < 3, size: 5 };
  return new UPlot(
    {
      width: box.clientWidth,
      height: box.clientHeight,
      padding: [10, 16 * rem(), 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7, width: 2, fill: token('--sw-surface') } },
      scales: {
        x: { time: true, range: () => reach() },
        y: { range: (_plot, _least, most) => [0, Math.max(50, (most ?? 0) * 1.25)] },
      },
      axes: axes(box, until - from),
      series: [
        {},
        { stroke: token('--sw-chart-1'), width: 2, points },
        { stroke: token('--sw-chart-2'), width: 1.5, dash: [4, 3], points },
      ],
      hooks: {
        drawClear: [(plot) => drawBands(plot, bands())],
        draw: [(plot) => drawLabels(plot, bands())],
        setCursor: [({ cursor }) => show(cursor.idx ?? null)],
      },
    },
    columns,
    box,
  );
}
