import type { Indicator } from '../../../model/indicator.js';
import type { Instance, StoreState } from '../../../model/instance.js';
import { keptWords } from '../../../model/process-checks.js';
import type { Status } from '../../../model/status.js';
import { counted } from '../../../model/words.js';
import { NONE, bytes, latency, number, percent, unbroken } from '../../format.js';
import { type Chip, indicatorChip } from './chips.js';
import { type Fact, fact } from './fact.js';
import { type Meter, meter } from './meter.js';
import { type Moment, moment, momentOrNull } from './moment.js';

export interface ProcessView {
  readonly chip: Chip;
  readonly meters: readonly Meter[];
  readonly facts: readonly Fact[];
  /** The few lines that matter where there is little room. */
  readonly summary: readonly Fact[];
  /** What went wrong in here, in words. */
  readonly notes: readonly string[];
  readonly sampled: Moment;
}

const PROCESS_CHECKS = ['event_loop_lag', 'memory', 'store', 'uncaught_errors'];

/** The process itself; `null` before its first sample. */
export function processView({ at, snapshot }: Status, indicators: readonly Indicator[]): ProcessView | null {
  const [instance] = snapshot.instances;
  if (!instance) return null;
  const ours = indicators.filter(({ key }) => PROCESS_CHECKS.includes(key));
  const worst = ours[0]?.state ?? 'off';
  return {
    chip: worst === 'pass' ? { ...indicatorChip('pass'), word: 'Healthy' } : indicatorChip(worst),
    meters: [memoryMeter(instance, ours), cpuMeter(instance)],
    facts: [
      fact('Loop lag p99', latency(instance.eventLoopLagMs === null ? null : Math.round(instance.eventLoopLagMs))),
      fact('Host', instance.hostname),
      fact('Process id', String(instance.pid)),
      ...sharedFacts(instance),
    ],
    summary: [
      fact('Up', '', moment('age', instance.startedAt, at)),
      ...startFacts(at, instance.store),
      fact('Processor', instance.cpuRatio === null ? NONE : `${percent(instance.cpuRatio)} of one core`),
      ...sharedFacts(instance),
    ],
    notes: [instance.store.note, lastError(instance)].filter((note) => note !== null).map(unbroken),
    sampled: moment('ago', instance.seenAt, at),
  };
}

function sharedFacts({ uncaughtErrorCount, store }: Instance): readonly Fact[] {
  return [
    fact('Uncaught errors', uncaughtErrorCount === 0 ? 'none' : number(uncaughtErrorCount)),
    fact('Store', store.kept === 'memory' ? 'in memory only' : keptWords[store.kept]),
    ...lastStopFacts(store),
  ];
}

function lastStopFacts({ isPreviousStopClean: isClean }: StoreState): readonly Fact[] {
  return isClean === null ? [] : [fact('Last stop', isClean ? 'clean' : 'not clean: it crashed or was killed')];
}

/** How often it was started; nothing when the store cannot know. */
function startFacts(now: number, store: StoreState): readonly Fact[] {
  if (store.startCount === null) return [];
  const times = counted(store.startCount, 'time');
  const isFirst = store.startCount === 1 || store.firstStartedAt === null;
  const first = momentOrNull('ago', store.firstStartedAt, now);
  return [isFirst ? fact('Started', times) : fact('Started', `${times}, first`, first)];
}

function memoryMeter({ heapUsedBytes, heapLimitBytes, rssBytes }: Instance, indicators: readonly Indicator[]): Meter {
  const memory = indicators.find(({ key }) => key === 'memory');
  return meter({
    label: 'Memory',
    value: bytes(rssBytes),
    of: 'in all',
    ratio: heapUsedBytes / heapLimitBytes,
    note: unbroken(`Heap ${bytes(heapUsedBytes)} of ${bytes(heapLimitBytes)}, ${memory?.limit ?? ''}`),
    warning: memory?.state === 'warn' ? indicatorChip('warn') : null,
  });
}

function cpuMeter({ cpuRatio }: Instance): Meter {
  return meter({
    label: 'Processor',
    value: cpuRatio === null ? NONE : percent(cpuRatio),
    of: cpuRatio === null ? 'after two samples' : 'of one core',
    ratio: cpuRatio ?? 0,
    note: unbroken('Above 100 % more than one core works'),
  });
}

function lastError({ lastUncaughtError }: Instance): string | null {
  return lastUncaughtError === null ? null : `Last uncaught error: ${lastUncaughtError}`;
}
