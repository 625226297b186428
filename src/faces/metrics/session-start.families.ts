import type { SessionStarts } from '../../model/session-starts.js';
import { type Family, type Known, type Scrape, age, gauge, left } from './family.js';

const ofStarts = (name: string, help: string, read: (starts: SessionStarts, scrape: Scrape) => Known): Family =>
  gauge(name, help, (scrape) => {
    const { sessionStarts } = scrape.status.snapshot;
    return sessionStarts ? read(sessionStarts, scrape) : null;
  });

/** The budget of session starts (IDENTIFYs); absent until Discord has been asked. */
export const sessionStartFamilies: readonly Family[] = [
  ofStarts('shardwatch_session_starts_limit', 'Session starts that Discord allows in 24 hours.', ({ total }) => total),
  ofStarts('shardwatch_session_starts_remaining', 'Session starts that are left.', ({ remaining }) => remaining),
  ofStarts(
    'shardwatch_session_starts_reserve',
    'Session starts that the program never spends by itself.',
    ({ reserve }) => reserve,
  ),
  ofStarts(
    'shardwatch_session_starts_used',
    'Our own session starts in the last 24 hours.',
    ({ ownCount }) => ownCount,
  ),
  ofStarts(
    'shardwatch_session_starts_reset_seconds',
    'Time until all session starts come back.',
    ({ resetsAt }, scrape) => left(resetsAt, scrape),
  ),
  ofStarts(
    'shardwatch_session_starts_max_concurrency',
    'Shards that may start a session at the same time, every 5 s.',
    ({ maxConcurrency }) => maxConcurrency,
  ),
  ofStarts(
    'shardwatch_session_starts_asked_age_seconds',
    'How long ago Discord was last asked for this budget.',
    ({ askedAt }, scrape) => age(askedAt, scrape),
  ),
];
