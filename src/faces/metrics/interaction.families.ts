import type { InteractionUse } from '../../model/interaction-use.js';
import { type Family, type Known, type Sample, type Scrape, counter, gauge, sample, seconds } from './family.js';

type Read = (interactions: InteractionUse) => Known;

const total = (name: string, help: string, read: Read): Family =>
  counter(name, help, ({ status: { snapshot } }) => snapshot.interactions && read(snapshot.interactions));

/** Of none nothing is known. */
function successRatio(interactions: InteractionUse | null): number | null {
  const { count = 0, inTimeCount = 0 } = interactions?.recent ?? {};
  return count === 0 ? null : inTimeCount / count;
}

function percentiles({ status: { snapshot } }: Scrape): readonly Sample[] {
  const { p50Ms, p95Ms, p99Ms } = snapshot.interactions?.recent ?? {};
  const known = Object.entries({ 50: p50Ms, 95: p95Ms, 99: p99Ms });
  return known.flatMap(([percentile, ms]) => sample(seconds(ms), { percentile }));
}

/** How interactions (slash commands, buttons, ...) were acknowledged. Discord gives 3 seconds. */
export const interactionFamilies: readonly Family[] = [
  total('shardwatch_interactions_received_total', 'Interactions that came in.', ({ receivedCount }) => receivedCount),
  total(
    'shardwatch_interactions_acknowledged_total',
    'Interactions that were acknowledged, the late ones included.',
    ({ acknowledgedCount }) => acknowledgedCount,
  ),
  total(
    'shardwatch_interactions_late_total',
    "Interactions that were acknowledged after Discord's 3 seconds.",
    ({ lateCount }) => lateCount,
  ),
  total(
    'shardwatch_interactions_missed_total',
    'Interactions that were never acknowledged, and those whose answer came too late for Discord.',
    ({ missedCount }) => missedCount,
  ),
  total(
    'shardwatch_interactions_expired_total',
    'Interactions that were made while the bot was away, and given up by Discord before they came again.',
    ({ expiredCount }) => expiredCount,
  ),
  gauge(
    'shardwatch_interaction_success_ratio',
    'Share of the interactions of 5 minutes that were acknowledged in time.',
    ({ status: { snapshot } }) => successRatio(snapshot.interactions),
  ),
  {
    name: 'shardwatch_interaction_acknowledgement_seconds',
    type: 'gauge',
    help: 'From the creation of an interaction at Discord to our acknowledgement, over 5 minutes, by percentile.',
    read: percentiles,
  },
  gauge(
    'shardwatch_interaction_age_at_receipt_seconds',
    'How long the newest interaction had lasted when it reached us.',
    ({ status: { snapshot } }) => seconds(snapshot.interactions?.recent.ageAtReceiptMs),
  ),
];
