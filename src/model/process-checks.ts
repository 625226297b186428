import { type Check, notKnown } from './indicator.js';
import { counted } from './words.js';

/** Share of the largest heap from which on memory is worth a warning: V8 collects ever harder from there. */
const HEAP_WARN_RATIO = 0.85;
const MEGABYTE = 1_048_576;

const eventLoop: Check = ({ snapshot: { instances } }, { eventLoopLagMs: limitMs }) => {
  const name = { key: 'event_loop_lag', name: 'Event-loop lag p99', limit: `warns above ${limitMs} ms` };
  const [instance] = instances;
  if (!instance || instance.eventLoopLagMs === null) return notKnown(name);
  const isBlocked = instance.eventLoopLagMs > limitMs;
  const advice = isBlocked ? 'Look for a command that computes for long without a pause.' : null;
  const now = `${Math.round(instance.eventLoopLagMs)} ms`;
  return { ...name, state: isBlocked ? 'warn' : 'pass', now, advice, checkedAt: instance.seenAt };
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

const store: Check = ({ snapshot: { instances } }) => {
  const name = { key: 'store', name: 'Store', limit: 'warns when nothing can be written' };
  const [instance] = instances;
  if (!instance) return notKnown(name);
  const { kept, note } = instance.store;
  return {
    ...name,
    state: kept === 'file' ? 'pass' : 'warn',
    now: kept === 'file' ? 'in a file' : 'in memory',
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
export const processChecks: readonly Check[] = [eventLoop, memory, store, uncaughtErrors];
