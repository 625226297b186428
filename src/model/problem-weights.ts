import type { Culprit } from './culprit.js';
import type { Problem, ProblemKind } from './problem.js';

/** How much something speaks for whom: 1 fits, 2 makes it likely, 3 settles it. */
export type Weights = Partial<Record<Culprit, number>>;

/** What each kind of problem says by itself. Where the other side may look the same, it speaks for both. */
const weightsOf: Record<ProblemKind, Weights> = {
  unreachable: { network: 1, discord: 1 },
  dns: { network: 2 },
  timeout: { network: 1, discord: 1 },
  discord_error: { discord: 2 },
  not_discord: { configuration: 2 },
  forbidden: { process: 2 },
  rate_limited: { process: 2 },
  token_rejected: { configuration: 3 },
  intents_disallowed: { configuration: 3 },
  intents_invalid: { configuration: 3 },
  sharding_required: { configuration: 3 },
  shard_invalid: { configuration: 3 },
  version_invalid: { process: 3 },
  session_starts_exhausted: { process: 1 },
  session_refused: { discord: 2 },
  session_ended: { discord: 2 },
  reconnect_asked: { discord: 2 },
  unacknowledged: { network: 1, discord: 1 },
  deaf: { discord: 2 },
  unreadable: { discord: 2 },
  connection_closed: { network: 1, discord: 1 },
  command_refused: { process: 2 },
  unexpected: { process: 1 },
};

/** The system itself says that there is no way out of this machine. */
const NO_WAY_OUT = /ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL/;
/** A machine that was let in says why it closes; a line that breaks does not. */
const CLOSED_BY_DISCORD = /\b4\d{3}\b/;

/** What one problem says by itself. Pure. */
export function weigh({ kind, detail }: Problem): Weights {
  if (kind === 'unreachable' && NO_WAY_OUT.test(detail)) return { network: 3 };
  if (kind === 'connection_closed' && CLOSED_BY_DISCORD.test(detail)) return { discord: 2 };
  return weightsOf[kind];
}
