import type { Hindrance, ShardTruth, Why } from '../../src/embedded-discord/gateway/truth.js';
import type { StatusAnswer } from '../../src/faces/api/status.answer.js';

/** Seconds of Discord's within which each trouble must show; see P11 of the project's promises. */
const NOTICED_WITHIN_S: Record<Why, number> = { closed: 0, silent: 52, unacknowledged: 10, deaf: 60 + 20 };
/** Seconds of Discord's on top, for the way. */
const SLACK_S = 2;

/** One look at what the program says and at what is true. */
export interface Sample {
  readonly at: number;
  /** `null` when it did not answer. */
  readonly status: StatusAnswer | null;
  /** Before and after the program was asked: what changed in between may be told either way. */
  readonly truths: readonly (readonly ShardTruth[])[];
}

/** Says which samples are false: the truth has been different for longer than it takes to notice. */
export class Judge {
  /** Why each shard was not served last: its end, too, has to be noticed. */
  private readonly lastWhy = new Map<number, Why>();
  /** Since when connections have been silent: whatever Discord does to them, nobody hears of it sooner. */
  private readonly silentSince = new Map<number, number>();
  /** When shards were last closed: on the connection after it, deafness has to be noticed anew. */
  private readonly closedAt = new Map<number, number>();

  /** @param timeFactor divides Discord's durations */
  constructor(private readonly timeFactor: number) {}

  /** What is false about a sample, in words; empty when it is true. */
  judge({ at, status, truths }: Sample): readonly string[] {
    if (!status) return ['no answer'];
    const [now = []] = truths;
    for (const truth of now) this.remember(truth, at, saysServed(status, truth.shardId));
    const wrong = now.flatMap((truth) => {
      const said = saysServed(status, truth.shardId);
      const isEverTrue = truths.some((all) => !this.isContradicted(all[truth.shardId] ?? truth, said, at));
      return isEverTrue ? [] : [`shard ${truth.shardId}: ${describe(status, truth, at)}`];
    });
    return [...wrong, ...contradictions(status)];
  }

  private isContradicted(truth: ShardTruth, said: boolean, at: number): boolean {
    if (truth.isServed === said) return false;
    if (truth.isServed) return this.isOverdue(truth.since, this.lastWhy.get(truth.shardId) ?? 'closed', at);
    return truth.hindrances.some((hindrance) => this.isMissed(truth.shardId, hindrance, at));
  }

  private isMissed(shardId: number, { why, since }: Hindrance, at: number): boolean {
    const silentSince = this.silentSince.get(shardId);
    if (why === 'closed' && silentSince !== undefined) return this.isOverdue(silentSince, 'silent', at);
    const from = why === 'deaf' ? Math.max(since, this.closedAt.get(shardId) ?? 0) : since;
    return this.isOverdue(from, why, at);
  }

  private remember({ shardId, why, hindrances }: ShardTruth, at: number, isSaidServed: boolean): void {
    if (why) this.lastWhy.set(shardId, why);
    if (why === 'closed') this.closedAt.set(shardId, at);
    const silent = hindrances.find((hindrance) => hindrance.why === 'silent');
    if (silent) this.silentSince.set(shardId, silent.since);
    else if (why === null || !isSaidServed) this.silentSince.delete(shardId);
  }

  private isOverdue(since: number, why: Why, at: number): boolean {
    return at - since > ((NOTICED_WITHIN_S[why] + SLACK_S) * 1_000) / this.timeFactor;
  }
}

function saysServed({ shards }: StatusAnswer, shardId: number): boolean {
  const phase = shards.find(({ id }) => id === shardId)?.phase;
  return phase === 'ready' || phase === 'quiet';
}

/** The verdict must fit the shards it stands above. */
function contradictions({ verdict, shards }: StatusAnswer): readonly string[] {
  const answering = shards.filter(({ phase }) => phase === 'ready' || phase === 'quiet').length;
  const fitting =
    answering === shards.length
      ? ['operational', 'degraded']
      : answering === 0
        ? ['down', 'starting']
        : ['degraded', 'starting'];
  return fitting.includes(verdict) ? [] : [`${verdict} with ${answering} of ${shards.length} shards answering`];
}

function describe({ shards, asOf }: StatusAnswer, truth: ShardTruth, at: number): string {
  const said = shards.find(({ id }) => id === truth.shardId);
  const facts = truth.hindrances.map(({ why, since }) => `${why} for ${at - since} ms`).join(', ');
  return `said ${said?.phase} at ${asOf}, truly ${facts || `served for ${at - truth.since} ms`}`;
}
