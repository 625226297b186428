/* Draws the curves with uPlot. Colours come from the tokens, so a change of theme needs a redraw only. */

const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const DAY_S = 86_400;
const NARROW_PX = 480;

const token = (name) => window.getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const rem = () => parseFloat(window.getComputedStyle(document.documentElement).fontSize) / 16;
const font = (weight = '') => `${weight} ${12 * rem()}px ${token('--sw-font')}`.trim();

export const milliseconds = (value) => `${numbers.format(value)}\u00a0ms`;

/** Words for a moment; seconds. */
export function moment(at) {
  const date = new Date(at * 1_000);
  return Date.now() / 1_000 - at < DAY_S ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
}

/** Marks the bands behind the curves; their labels never overlap. */
function drawBands(plot, bands) {
  const { ctx, bbox } = plot;
  const px = window.devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.font = `500 ${12 * rem() * px}px ${token('--sw-font')}`;
  ctx.textBaseline = 'top';
  ctx.fillStyle = token('--sw-warn');
  const taken = [];
  for (const { from, until, label } of [...bands].reverse()) {
    const left = plot.valToPos(from, 'x', true);
    const right = Math.max(plot.valToPos(until, 'x', true), left + 3 * px);
    if (right < bbox.left || left > bbox.left + bbox.width) continue;
    ctx.globalAlpha = 0.14;
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    ctx.globalAlpha = 1;
    ctx.fillRect(left, bbox.top, right - left, 3 * px);
    const width = ctx.measureText(label).width;
    const fits = right + width + 8 * px < bbox.left + bbox.width;
    const start = Math.max(bbox.left, fits ? right + 6 * px : left - 6 * px - width);
    let row = 0;
    while (taken.some((one) => one.row === row && start < one.end + 8 * px && start + width > one.start - 8 * px))
      row++;
    taken.push({ row, start, end: start + width });
    ctx.fillText(label, start, bbox.top + (5 + row * 16 * rem()) * px);
  }
  ctx.restore();
}

function axes({ clientWidth }, rangeS) {
  const axis = { stroke: token('--sw-fg-3'), font: font(), ticks: { show: false } };
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
      size: 56 * rem(),
      gap: 8,
      space: 44,
      values: (_plot, splits) => splits.map(milliseconds),
    },
  ];
}

/** A new plot in `box`. @param show is called with the index under the cursor, or `null` */
export function plotIn(box, { columns, reach, bands, show }) {
  const [from, until] = reach();
  return new window.uPlot(
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
        { stroke: token('--sw-chart-1'), width: 2, points: { show: false } },
        { stroke: token('--sw-chart-2'), width: 1.5, dash: [4, 3], points: { show: false } },
      ],
      plugins: [{ hooks: { drawClear: [(plot) => drawBands(plot, bands())] } }],
      hooks: { setCursor: [({ cursor }) => show(cursor.idx ?? null)] },
    },
    columns,
    box,
  );
}
