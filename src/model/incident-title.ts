import type { Breach } from './breach.js';
import { explain, isFatal } from './problem.js';
import { answers } from './shard.js';
import type { Status } from './status.js';

const breachTitles: Readonly<Record<Breach['kind'], string>> = {
  gateway_latency: "Discord's gateway is slow",
  interaction_latency: 'Commands are answered late',
  interaction_success: 'Commands are not answered in time',
  event_loop_lag: 'This process is too busy',
  invalid_requests: 'Too many invalid requests',
  session_starts: 'Session starts are down to the reserve',
  rest_failures: "Discord's API fails many requests",
};

/** What is wrong at this moment, short, without a full stop: `Shard 7 lost its connection`. */
export function titleOf(status: Status): string {
  const { problem, breaches, verdict } = status;
  if (problem && isFatal(problem)) return capital(explain(problem).words);
  const ofShards = shardTitle(status);
  if (ofShards) return ofShards;
  if (problem) return capital(explain(problem).words);
  if (breaches[0]) return breachTitles[breaches[0].kind];
  return verdict === 'unknown' ? 'Nothing was heard of the bot' : 'The bot is not signed in to Discord';
}

function shardTitle({ shards }: Status): string | null {
  const silent = shards.filter(({ phase }) => !answers(phase));
  const [first] = silent;
  if (!first) return null;
  const isMute = silent.every(({ phase }) => phase === 'zombie' || phase === 'deaf');
  if (shards.length === 1)
    return isMute ? 'The connection to Discord fell silent' : 'The connection to Discord was lost';
  if (silent.length === 1) return `Shard ${first.id} ${isMute ? 'fell silent' : 'lost its connection'}`;
  return `${whichOf(silent.length, shards.length)} shards ${isMute ? 'fell silent' : 'lost their connection'}`;
}

function whichOf(count: number, all: number): string {
  if (count < all) return `${count} of ${all}`;
  return all === 2 ? 'Both' : `All ${all}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
