import { median, quantile, summary } from './statistics.mjs';

const NAMES = ['app', 'bare'];
const both = (of) => Object.fromEntries(NAMES.map((name) => [name, of(name)]));
const sum = (values) => values.reduce((total, value) => total + value, 0);
const all = (slices, key) => slices.flatMap((slice) => slice[key]);
const MB = 1e6;

const cpuUs = ({ cpu }) => sum(all(cpu, 'cpuUs')) / sum(all(cpu, 'events'));
const rssMb = ({ cpu }) => median(all(cpu, 'rssBytes')) / MB;

/** One figure of each subject in each pair, and what `compare` makes of the two. */
function paired(pairs, of, compare) {
  const values = both((name) => pairs.map((pair) => of(pair[name])));
  const compared = values.app.map((ours, index) => compare(ours, values.bare[index]));
  return { app: median(values.app), bare: median(values.bare), ...summary(compared), values };
}

const ratio = (ours, theirs) => ours / theirs;
const difference = (ours, theirs) => ours - theirs;

/** All figures of all pairs. */
export function results(pairs, idle) {
  const answers = both((name) => pairs.flatMap((pair) => all(pair[name].interactions, 'answersMs')));
  return {
    cpuUsPerEvent: paired(pairs, cpuUs, ratio),
    rssMb: paired(pairs, rssMb, difference),
    heldMb: paired(pairs, ({ collected }) => collected.heldBytes / MB, difference),
    lagP99Ms: paired(pairs, ({ lag }) => quantile(all(lag, 'lagsMs'), 0.99), difference),
    callbackMs: both((name) => ({ p50: median(answers[name]), p99: quantile(answers[name], 0.99) })),
    callbacks: both((name) => answers[name].length),
    unanswered: both((name) => sum(pairs.flatMap((pair) => all(pair[name].interactions, 'unanswered')))),
    callbackP99Ms: paired(pairs, ({ interactions }) => quantile(all(interactions, 'answersMs'), 0.99), difference),
    idleCpuPercent: both((name) => median(idle[name]) * 100),
    sourceLateP99Ms: median(pairs.flatMap((pair) => NAMES.flatMap((name) => all(pair[name].lag, 'lateMs')))),
  };
}

const row = (...cells) => console.log(cells.map((cell, at) => String(cell).padEnd([44, 11, 11][at] ?? 0)).join(''));

const asRatio = ({ median: middle, interval, quartiles }) =>
  `x ${middle.toFixed(3)} (95 %: ${range(interval, 3)}; quartiles ${range(quartiles, 3)})`;
const asDifference = ({ median: middle, interval, quartiles }, unit) =>
  `${signed(middle)} ${unit} (95 %: ${range(interval, 1)}; quartiles ${range(quartiles, 1)})`;
const range = ([low, high], digits) => `${low.toFixed(digits)} to ${high.toFixed(digits)}`;
const signed = (value) => `${value < 0 ? '' : '+'}${value.toFixed(1)}`;

/** The figures for people. */
export function print(found, { plan, stream, pinned }) {
  const { cpuUsPerEvent: cpu, rssMb: rss, heldMb: held, lagP99Ms: lag, callbackP99Ms: callback } = found;
  console.log(`${plan.pairs} pairs, median of pairs; ${stream.guilds} guilds, ${stream.meanBytes} bytes an event`);
  console.log(pinned ? 'Discord and the subjects have a core each' : 'Not pinned to cores: expect more noise');
  row('', 'Shardwatch', 'bare', 'beside bare');
  row(`CPU us/event at ${plan.cpu.perSecond}/s`, cpu.app.toFixed(1), cpu.bare.toFixed(1), asRatio(cpu));
  row('  aim', '', '', 'x 1.050 at most');
  const quiet = both((name) => quantile(cpu.values[name], 0.25));
  row(
    '  lower quartiles',
    ...NAMES.map((name) => quiet[name].toFixed(1)),
    `x ${ratio(quiet.app, quiet.bare).toFixed(3)}`,
  );
  row('memory meanwhile, MB', rss.app.toFixed(0), rss.bare.toFixed(0), asDifference(rss, 'MB'));
  row('  aim', '', '', '+100 MB at most');
  row('  in use after a full collection, MB', held.app.toFixed(0), held.bare.toFixed(0), asDifference(held, 'MB'));
  row(
    `delivery lag p99 at ${plan.lag.perSecond}/s, ms`,
    lag.app.toFixed(1),
    lag.bare.toFixed(1),
    asDifference(lag, 'ms'),
  );
  row(
    `interaction to callback p99 at ${plan.interactions.perSecond}/s, ms`,
    ...[callback.app.toFixed(1), callback.bare.toFixed(1), asDifference(callback, 'ms')],
  );
  for (const name of ['p50', 'p99']) {
    row(`  ${name} of all pairs together`, ...NAMES.map((subject) => found.callbackMs[subject][name].toFixed(1)));
  }
  row(
    '  answered',
    ...NAMES.map((name) => `${found.callbacks[name]}/${found.callbacks[name] + found.unanswered[name]}`),
  );
  row('idle, percent of a core', ...NAMES.map((name) => found.idleCpuPercent[name].toFixed(2)));
  console.log(
    `The source itself was late by ${found.sourceLateP99Ms.toFixed(1)} ms (p99): the machine's share of the lag`,
  );
}
