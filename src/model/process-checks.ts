import { clockWords } from './clock-words.js';
import { type Check, type LimitName, judged, notKnown } from './indicator.js';
import { counted } from './words.js';

/** Share of the largest heap from which on memory is worth a warning: V8 collects ever harder from there. */
const HEAP_WARN_RATIO = 0.85;
/** Milliseconds by which a `Date` header alone may be wrong. */
const DATE_ERROR_MS = 1_000;
const MEGABYTE = 1_048_576;

const eventLoop: Check = ({ snapshot: { instances }, breaches }, { eventLoopLagMs: limitMs }) => {
  const limit = `warns above ${limitMs.toLocaleString('en-GB')} ms`;
  const name: LimitName = { key: 'event_loop_lag', name: 'Event-loop lag p99', limit };
  const [instance] = instances;
  if (!instance || instance.eventLoopLagMs === null) return notKnown(name);
  return judged(breaches, name, { now: `${Math.round(instance.eventLoopLagMs)} ms`, checkedAt: instance.seenAt });
};

const clock: Check = ({ snapshot: { rest } }, { clockOffsetMs: limitMs }) => {
  const limit = `warns above ${limitMs.toLocaleString('en-GB')} ms ahead or behind`;
  const name = { key: 'clock_offset', name: 'Clock', limit };
  if (!rest?.clock) return notKnown(name);
  const { offsetMs, source, measuredAt: checkedAt } = rest.clock;
  const isOff = Math.abs(offsetMs) > (source === 'date' ? Math.max(limitMs, DATE_ERROR_MS) : limitMs);
  const advice = isOff ? 'Let this machine set its clock by the network (NTP): ages and latencies are wrong.' : null;
  return { ...name, state: isOff ? 'warn' : 'pass', now: clockWords(rest.clock), advice, checkedAt };
};

const memory: Check = ({ snapshot: { instances } }) => {
  const name = { key: 'memory', name: 'Memory', limit: `warns above ${HEAP_WARN_RATIO * 100} % of the heap` };
  const [instance] = instances;
  if (!instance) return notKnown(name);
  const isFull = instance.heapUsedBytes > HEAP_WARN_RATIO * instance.heapLimitBytes;
  const advice = isFull ? 'Give the process more memory: NODE_OPTIONS=--max-old-space-size=<MB>.' : null;
  const now = `${Math.round(instance.rssBytes / MEGABYTE).toLocaleString('en-GB')} MB`;
  return { ...name, state: isFull ? 'warn' : 'pass', now, advice, checkedAt: instance.seenAt };
};

/** Where the store is. */
export const keptWords = { file: 'in a file', database: 'in PostgreSQL', memory: 'in memory' } as const;

const store: Check = ({ snapshot: { instances } }) => {
  const name = { key: 'store', name: 'Store', limit: 'warns when nothing can be written' };
  const [instance] = instances;
  if (!instance) return notKnown(name);
  const { kept, note } = instance.store;
  return {
    ...name,
    state: note === null ? 'pass' : 'warn',
    now: note === null || kept === 'memory' ? keptWords[kept] : `${keptWords[kept]}, nothing new is kept`,
    advice: note,
    checkedAt: instance.seenAt,
  };
};

const uncaughtErrors: Check = ({ snapshot: { instances } }) => {
  const name = { key: 'uncaught_errors', name: 'Uncaught errors', limit: 'warns at the first one' };
  const [instance] = instances;
  if (!instance) return notKnown(name);
  const { uncaughtErrorCount: count, lastUncaughtError, seenAt: checkedAt } = instance;
  if (count === 0) return { ...name, state: 'pass', now: 'none', advice: null, checkedAt };
  const advice = `The bot goes on, but this is a defect. The log has it: ${lastUncaughtError ?? 'unknown'}`;
  return { ...name, state: 'warn', now: counted(count, 'error'), advice, checkedAt };
};

/** What this process itself is like. */
export const processChecks: readonly Check[] = [eventLoop, memory, clock, store, uncaughtErrors];
