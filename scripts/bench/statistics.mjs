import { seeded } from './random.mjs';

/** Resamples for an interval; the interval is the same at every call with the same values. */
const RESAMPLES = 4_000;

/** The value below which the share `ratio` (0 to 1) of all values lies, between neighbours in proportion. */
export function quantile(values, ratio) {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return null;
  const at = (sorted.length - 1) * ratio;
  const below = sorted[Math.floor(at)];
  return below + (sorted[Math.ceil(at)] - below) * (at % 1);
}

export const median = (values) => quantile(values, 0.5);

/** The median, its 95 % interval by bootstrap over the values, and the quartiles. */
export function summary(values) {
  const random = seeded(values.length);
  const medians = Array.from({ length: RESAMPLES }, () => median(values.map(() => random.pick(values))));
  return {
    median: median(values),
    interval: [quantile(medians, 0.025), quantile(medians, 0.975)],
    quartiles: [quantile(values, 0.25), quantile(values, 0.75)],
  };
}
