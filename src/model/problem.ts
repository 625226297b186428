/**
 * What can go wrong between this bot and Discord, as far as the words and the way out differ.
 * The names are stable: they are what the API says.
 */
export type ProblemKind =
  | 'unreachable'
  | 'dns'
  | 'timeout'
  | 'discord_error'
  | 'not_discord'
  | 'forbidden'
  | 'rate_limited'
  | 'token_rejected'
  | 'intents_disallowed'
  | 'intents_invalid'
  | 'sharding_required'
  | 'shard_invalid'
  | 'version_invalid'
  | 'session_starts_exhausted'
  | 'session_refused'
  | 'session_ended'
  | 'reconnect_asked'
  | 'unacknowledged'
  | 'deaf'
  | 'unreadable'
  | 'connection_closed'
  | 'command_refused'
  | 'unexpected';

/** One thing that went wrong, and when. */
export interface Problem {
  readonly kind: ProblemKind;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Which side of Discord we spoke to; `null` when none was involved. */
  readonly peer: 'api' | 'gateway' | null;
  /** Its host and port, e.g. `discord.com`; `null` when it is not known. */
  readonly host: string | null;
  /** What the other side or the system said, short: `ECONNREFUSED`, `HTTP 503`, `close code 4014`. Never a secret. */
  readonly detail: string;
  /** Milliseconds to wait at least before the next attempt; absent when nobody asks for it. */
  readonly waitMs?: number;
}

/** A problem in words, and the one thing to do about it. */
export interface Explanation {
  /** A clause without a full stop, to follow `Down - `. */
  readonly words: string;
  /** A whole sentence. */
  readonly wayOut: string;
}

function nameOf({ peer, host }: Problem): string {
  const name = peer === null ? 'Discord' : peer === 'api' ? "Discord's API" : "Discord's gateway";
  return host === null ? name : `${name} (${host})`;
}

/** What the system's codes mean, where words say it better. */
const reachWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses the connection (ECONNREFUSED)',
  ECONNRESET: 'cuts the connection (ECONNRESET)',
};

const itTriesAgain = 'Nothing to do here: it tries again by itself.';
const portal = 'in the Discord Developer Portal (discord.com/developers/applications, your application, Bot)';

/** What to say about each kind. Close codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const explanations: Record<ProblemKind, (problem: Problem) => Explanation> = {
  unreachable: (problem) => ({
    words: `${nameOf(problem)} ${reachWords[problem.detail] ?? `cannot be reached: ${problem.detail}`}`,
    wayOut: `${itTriesAgain} If it lasts, check the network and the firewall of this machine.`,
  }),
  dns: ({ host, detail }) => ({
    words: `the name ${host ?? 'of Discord'} cannot be looked up: ${detail}`,
    wayOut: `${itTriesAgain} If it lasts, check the name server (DNS) of this machine.`,
  }),
  timeout: (problem) => ({
    words: `${nameOf(problem)} does not answer in time`,
    wayOut: `${itTriesAgain} If it lasts, check the network of this machine and discordstatus.com.`,
  }),
  discord_error: (problem) => ({
    words: `${nameOf(problem)} answers with an error: ${problem.detail}`,
    wayOut: `${itTriesAgain} discordstatus.com says whether Discord has trouble.`,
  }),
  not_discord: (problem) => ({
    words: `${nameOf(problem)} answers, but not as Discord does: ${problem.detail}`,
    wayOut:
      'Correct DISCORD_API_URL (without the version, for example https://discord.com/api), or look for a proxy or a login page in between.',
  }),
  forbidden: ({ detail }) => ({
    words: `Discord refuses requests from this machine (${detail})`,
    wayOut: 'Wait: it tries again once a minute. Discord may have shut out this address after too many wrong requests.',
  }),
  rate_limited: ({ detail }) => ({
    words: `Discord asks us to slow down (${detail})`,
    wayOut: 'Nothing to do here: it waits as long as Discord asks, then tries again.',
  }),
  token_rejected: ({ detail }) => ({
    words: `Discord does not accept the bot token (${detail})`,
    wayOut: `Reset the token ${portal}, put the new one into DISCORD_TOKEN and start Shardwatch again. With DISCORD_TOKEN_FILE, write it there and send SIGHUP instead.`,
  }),
  intents_disallowed: ({ detail }) => ({
    words: `Discord does not allow this bot the intents it asks for (${detail})`,
    wayOut: `Switch on the privileged intents named in INTENTS ${portal}, or take them out of INTENTS, and start Shardwatch again.`,
  }),
  intents_invalid: ({ detail }) => ({
    words: `Discord does not know the intents this bot asks for (${detail})`,
    wayOut: 'Correct INTENTS and start Shardwatch again.',
  }),
  sharding_required: ({ detail }) => ({
    words: `this bot is in too many servers for so few shards (${detail})`,
    wayOut: 'Set GATEWAY_SHARDS to auto, or to a larger number, and start Shardwatch again.',
  }),
  shard_invalid: ({ detail }) => ({
    words: `Discord does not accept the number of shards (${detail})`,
    wayOut: 'Set GATEWAY_SHARDS to auto and start Shardwatch again.',
  }),
  version_invalid: ({ detail }) => ({
    words: `Discord no longer speaks this version of its gateway (${detail})`,
    wayOut: 'Update Shardwatch.',
  }),
  session_starts_exhausted: ({ detail }) => ({
    words: `too few session starts for today (${detail})`,
    wayOut:
      'Nothing to do but wait: using up all of them would make Discord reset the token. It looks again every 15 minutes, and goes on by itself.',
  }),
  session_refused: ({ detail }) => ({
    words: `Discord does not let the bot begin a session (${detail})`,
    wayOut: `${itTriesAgain} It waits longer each time, because session starts are limited.`,
  }),
  session_ended: ({ detail }) => ({
    words: `Discord ended the session (${detail})`,
    wayOut: 'Nothing to do here: it begins a new session. What happened in between is lost to it.',
  }),
  reconnect_asked: ({ detail }) => ({
    words: `Discord asked for a new connection (${detail})`,
    wayOut: 'Nothing to do here: Discord asks for it now and then, and sends again what was missed.',
  }),
  unacknowledged: (problem) => ({
    words: `${nameOf(problem)} fell silent: ${problem.detail}`,
    wayOut: `${itTriesAgain} If it comes again and again, check the network of this machine.`,
  }),
  deaf: ({ detail }) => ({
    words: `the connection carried nothing any more (${detail})`,
    wayOut: itTriesAgain,
  }),
  unreadable: ({ detail }) => ({
    words: `Discord sent ${detail}`,
    wayOut: 'Nothing to do here: it connects anew, and Discord sends again what was lost.',
  }),
  connection_closed: ({ detail }) => ({
    words: `the connection was closed (${detail})`,
    wayOut: itTriesAgain,
  }),
  command_refused: ({ detail }) => ({
    words: `Discord does not take the commands (${detail})`,
    wayOut: 'Correct the command in the code, or ask for less, and sync the commands again.',
  }),
  unexpected: ({ detail }) => ({
    words: `something unexpected went wrong (${detail})`,
    wayOut: 'The log has the whole error. It tries again by itself.',
  }),
};

/** Kinds that trying again cannot mend: Discord would count every attempt against the bot. */
const fatalKinds: ReadonlySet<ProblemKind> = new Set([
  'token_rejected',
  'intents_disallowed',
  'intents_invalid',
  'sharding_required',
  'shard_invalid',
  'version_invalid',
]);

/** Whether only a person can mend it. */
export function isFatal(problem: Problem): boolean {
  return fatalKinds.has(problem.kind);
}

export function explain(problem: Problem): Explanation {
  return explanations[problem.kind](problem);
}
