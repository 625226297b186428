import type { Instance } from '../../model/instance.js';
import { type Family, type Known, counter, gauge, sample, seconds } from './family.js';

const ofProcess = (name: string, help: string, read: (instance: Instance) => Known): Family =>
  gauge(name, help, ({ instance }) => instance && read(instance));

const flag = (is: boolean | null): number | null => (is === null ? null : is ? 1 : 0);

/**
 * This process. The names with `process_` and `nodejs_` are those that every Prometheus client uses. prom-client's own
 * collectors stay out: their second watch of the event loop would begin anew with each scrape, whoever asks, and their
 * observer of garbage collections costs time at each of them.
 */
export const processFamilies: readonly Family[] = [
  {
    name: 'shardwatch_build_info',
    type: 'gauge',
    help: 'Always 1; the labels say which versions run.',
    read: ({ instance }) =>
      instance
        ? sample(1, {
            version: instance.version,
            nodejs_version: instance.nodeVersion,
            discordjs_version: instance.libraryVersion,
          })
        : [],
  },
  counter('process_cpu_seconds_total', 'CPU time that the process has used.', ({ cpuSeconds }) => cpuSeconds),
  ofProcess('process_start_time_seconds', 'Unix time at which the process started.', ({ startedAt }) =>
    seconds(startedAt),
  ),
  ofProcess('process_resident_memory_bytes', 'Memory of the process.', ({ rssBytes }) => rssBytes),
  ofProcess('nodejs_heap_size_used_bytes', 'JavaScript memory in use.', ({ heapUsedBytes }) => heapUsedBytes),
  ofProcess(
    'nodejs_heap_size_limit_bytes',
    'JavaScript memory that the process may use before it ends.',
    ({ heapLimitBytes }) => heapLimitBytes,
  ),
  ofProcess(
    'shardwatch_event_loop_lag_seconds',
    'How long work waited for its turn in the last 2 s, 99th percentile.',
    ({ eventLoopLagMs }) => seconds(eventLoopLagMs),
  ),
  counter(
    'shardwatch_event_loop_blocks_total',
    'Samples of 2 s in which the event loop stood still for longer than its limit.',
    ({ instance }) => instance?.eventLoopBlockCount,
  ),
  counter(
    'shardwatch_uncaught_errors_total',
    'Errors that nobody caught; each is a defect.',
    ({ instance }) => instance?.uncaughtErrorCount,
  ),
  counter(
    'shardwatch_starts_total',
    'Times that this bot was started with this store; it goes on over restarts.',
    ({ instance }) => instance?.store.startCount,
  ),
  ofProcess(
    'shardwatch_previous_stop_clean',
    '1 when the process before this one said goodbye, 0 when it crashed or was killed.',
    ({ store }) => flag(store.isPreviousStopClean),
  ),
  ofProcess(
    'shardwatch_store_persistent',
    '1 when what happens now is kept over a restart, 0 when it is not.',
    ({ store }) => flag(store.note === null),
  ),
];
