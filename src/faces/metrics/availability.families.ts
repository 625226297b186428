import { answeredRatio } from '../../model/availability.js';
import { type Family, gauge, sample } from './family.js';

/** Whether commands are answered: now, and over time. */
export const availabilityFamilies: readonly Family[] = [
  gauge(
    'shardwatch_answered_ratio',
    'Share of the servers in which a command would be answered now; average it for any span of time.',
    ({ status }) => answeredRatio(status),
  ),
  {
    name: 'shardwatch_availability_ratio',
    type: 'gauge',
    help: 'Share of the time in which a command would have been answered, weighted by servers; "start" is that of the process.',
    read: ({ availability: { lastHour, sinceStart } }) => [
      ...sample(lastHour, { since: '1h' }),
      ...sample(sinceStart, { since: 'start' }),
    ],
  },
];
