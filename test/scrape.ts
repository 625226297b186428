import type { Scrape } from '../src/faces/metrics/family.js';
import { type AvailabilityRecord, availabilityOf, looked, notLooked } from '../src/model/availability.js';
import type { BotEvent } from '../src/model/event.js';
import {
  applicationChanged,
  commandUse,
  commandsCompared,
  commandsMeasured,
  instanceSampled,
  interactionsMeasured,
  limits,
  restMeasured,
  sessionStartsCounted,
  shardChanged,
  signInChanged,
  statusOf,
} from './make.js';

/** What `events` make known at `now` (epoch milliseconds) of a process that nobody has looked at yet. */
export function scrapeOf(events: readonly BotEvent[], now = 0, record: AvailabilityRecord = notLooked(0)): Scrape {
  const status = statusOf(events, now);
  const availability = availabilityOf(record);
  return { status, availability, limits, instance: status.snapshot.instances[0] ?? null, cpuSeconds: 12.5 };
}

/** A bot of two shards of which everything is known that can be. */
export function everythingKnown(now = 5_000): Scrape {
  const canary = { sentAt: 1_000, answeredAt: 1_051, missedCount: 0, roundTripMs: 51 };
  return scrapeOf(
    [
      shardChanged({ id: 0, of: 2, canary, connectCount: 3, resumeCount: 1, closeCounts: { 1006: 1, 4000: 1 } }),
      shardChanged({ id: 1, of: 2, canary }),
      instanceSampled(),
      signInChanged(),
      applicationChanged(),
      commandsCompared(),
      sessionStartsCounted(),
      restMeasured({ buckets: [{ route: 'POST /channels/:id/messages', limit: 5, remaining: 1, resetsAt: 60_000 }] }),
      interactionsMeasured(),
      commandsMeasured([commandUse('/rank', { uses: 2, inTime: 2, acknowledgedIn: '1d.2' })]),
    ],
    now,
    looked(looked(notLooked(0), 1, 1_000), 1, 4_000),
  );
}
