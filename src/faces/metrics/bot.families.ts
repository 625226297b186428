import type { Breach } from '../../model/breach.js';
import { countByKind } from '../../model/command-drift.js';
import type { CommandSync } from '../../model/command-sync.js';
import type { SignInStage } from '../../model/sign-in.js';
import type { Status } from '../../model/status.js';
import { verdictWord } from '../../model/verdict.js';
import { type Family, type Scrape, age, gauge, oneHot, sample } from './family.js';

/** Whether enough is known to say that a limit is kept or broken. */
const isKnown: Readonly<Record<Breach['kind'], (status: Status) => boolean>> = {
  gateway_latency: ({ figures }) => figures.latencyP95Ms !== null,
  interaction_latency: ({ snapshot }) => snapshot.interactions !== null,
  interaction_success: ({ snapshot }) => snapshot.interactions !== null,
  event_loop_lag: ({ snapshot }) => snapshot.instances.some(({ eventLoopLagMs }) => eventLoopLagMs !== null),
  invalid_requests: ({ snapshot }) => snapshot.rest !== null,
  session_starts: ({ snapshot }) => snapshot.sessionStarts !== null,
  rest_failures: ({ snapshot }) => snapshot.rest !== null,
};

const stages: Readonly<Record<SignInStage, true>> = {
  trying: true,
  waiting: true,
  signed_in: true,
  refused: true,
  signed_out: true,
};

const outcomes: Readonly<Record<CommandSync['outcome'], true>> = {
  in_step: true,
  updated: true,
  differs: true,
  failed: true,
};

const knownShards = ({ status }: Scrape, count: number) => (status.shards.length === 0 ? null : count);
const knownGuilds = ({ status: { figures } }: Scrape, count: number) => (figures.guildCount === null ? null : count);

/** The bot as a whole: the judgement, and the counts behind it. */
export const botFamilies: readonly Family[] = [
  {
    name: 'shardwatch_verdict',
    type: 'gauge',
    help: '1 for the present verdict, 0 for the others.',
    read: ({ status }) => oneHot({ label: 'verdict', words: verdictWord, now: status.verdict }),
  },
  gauge('shardwatch_verdict_age_seconds', 'How long the verdict has been what it is.', (scrape) =>
    age(scrape.status.since, scrape),
  ),
  gauge('shardwatch_report_age_seconds', 'How long ago anything was heard of the bot.', (scrape) =>
    age(scrape.status.snapshot.heardAt, scrape),
  ),
  {
    name: 'shardwatch_limit_breached',
    type: 'gauge',
    help: '1 while a limit is broken, 0 while it is kept. The limits are settings (LIMIT_...).',
    read: ({ status }) => Object.entries(isKnown).flatMap(([kind, isIt]) => breach(status, kind, isIt(status))),
  },
  gauge('shardwatch_shards', 'Shards that the bot has.', (scrape) =>
    knownShards(scrape, scrape.status.figures.shardCount),
  ),
  gauge('shardwatch_shards_answering', 'Shards on which a command would be answered now.', (scrape) =>
    knownShards(scrape, scrape.status.figures.answeringShardCount),
  ),
  gauge('shardwatch_guilds', 'Servers that the bot is in.', ({ status }) => status.figures.guildCount),
  gauge('shardwatch_guilds_unavailable', 'Servers that Discord itself cannot serve now.', (scrape) =>
    knownGuilds(scrape, scrape.status.figures.unavailableGuildCount),
  ),
  gauge('shardwatch_guilds_unserved', 'Servers on shards that do not answer.', (scrape) =>
    knownGuilds(scrape, scrape.status.figures.unservedGuildCount),
  ),
  {
    name: 'shardwatch_sign_in',
    type: 'gauge',
    help: '1 for how far the bot has come with signing in to Discord, 0 for the others.',
    read: ({ status }) => oneHot({ label: 'stage', words: stages, now: status.snapshot.signIn?.stage }),
  },
  gauge(
    'shardwatch_sign_in_attempts',
    'Attempts to sign in since the bot was last signed in.',
    ({ status }) => status.snapshot.signIn?.attempt,
  ),
  gauge(
    'shardwatch_second_instance_likely',
    "1 while the signs of the last hour say that something else uses the bot's token, too.",
    ({ status: { suspicion, snapshot } }) => (suspicion ? 1 : snapshot.sessionStarts ? 0 : null),
  ),
  {
    name: 'shardwatch_command_sync',
    type: 'gauge',
    help: '1 for how the slash commands in the code compare with those at Discord, 0 for the others.',
    read: ({ status }) => oneHot({ label: 'outcome', words: outcomes, now: status.snapshot.commandSync?.outcome }),
  },
  {
    name: 'shardwatch_command_differences',
    type: 'gauge',
    help: 'Commands that are not the same in the code and at Discord.',
    read: ({ status: { snapshot } }) => differences(snapshot.commandSync),
  },
];

function breach({ breaches }: Status, limit: string, isLimitKnown: boolean) {
  return isLimitKnown ? sample(breaches.some(({ kind }) => kind === limit) ? 1 : 0, { limit }) : [];
}

function differences(known: CommandSync | null) {
  return known
    ? Object.entries(countByKind(known.differences)).flatMap(([kind, count]) => sample(count, { kind }))
    : [];
}
