import { Clock } from '../clock.js';
import type { Random } from '../world/random.js';
import type { Fault, Limit } from './fault.js';
import type { Kind, ParamsOf } from './kinds.js';
import { matchesRoute } from './route-pattern.js';

/** Where something could go wrong. */
export interface Place {
  /** `null` while the shard is not known. */
  readonly shardId?: number | null;
  /** Method and path without the version, e.g. `GET /users/@me`. */
  readonly route?: string;
}

/** A fault that is on. */
export interface Standing {
  readonly id: string;
  readonly fault: Fault;
  /** Epoch milliseconds of Discord's clock. */
  readonly startedAt: number;
  readonly endsAt: number | null;
  /** How often it has happened; for an outage, how many it turned away. */
  strikes: number;
  /** `null` while it is on. */
  endedAt: number | null;
}

/** Faults that are over and remembered. */
const KEEP_ENDED = 200;

/** The faults that are on. Whoever serves a client asks here at each place where something could go wrong. */
export class StandingFaults {
  /** Those that are over, the newest last. */
  readonly ended: Standing[] = [];
  /** Called after a fault has begun or ended. */
  whenChanged: () => void = () => undefined;
  private readonly byId = new Map<string, Standing>();

  constructor(
    private readonly random: Random,
    private readonly clock = new Clock(),
  ) {}

  get all(): readonly Standing[] {
    return [...this.byId.values()];
  }

  get isEmpty(): boolean {
    return this.byId.size === 0;
  }

  get(id: string): Standing | undefined {
    return this.byId.get(id);
  }

  put(standing: Standing): void {
    this.byId.set(standing.id, standing);
    this.whenChanged();
  }

  /** The faults that mean this place, whatever they are. */
  at(place: Place): Standing[] {
    return this.all.filter(({ fault }) => isIn(fault, place));
  }

  /** False when it is not on. */
  end(id: string): boolean {
    const standing = this.byId.get(id);
    if (!standing) return false;
    this.byId.delete(id);
    standing.endedAt = this.clock.now();
    this.ended.push(standing);
    if (this.ended.length > KEEP_ENDED) this.ended.shift();
    this.whenChanged();
    return true;
  }

  /** What goes wrong here and now, the oldest fault first; `null` when nothing does. Counts it as happened. */
  take<K extends Kind>(kind: K, place: Place = {}, isMeant?: (params: ParamsOf<K>) => boolean): ParamsOf<K> | null {
    if (this.isEmpty) return null;
    for (const standing of this.byId.values()) {
      const { fault } = standing;
      if (fault.kind !== kind || !isIn(fault, place)) continue;
      const params = fault.params as ParamsOf<K>;
      if (isMeant && !isMeant(params)) continue;
      if (this.strikes(standing)) return params;
    }
    return null;
  }

  /** Whether a fault happens this time, as far as chance decides. */
  isDue({ probability }: Limit): boolean {
    return probability === null || this.random.next() < probability;
  }

  private strikes(standing: Standing): boolean {
    const { count } = standing.fault.limit;
    if (count !== null && standing.strikes >= count) return false;
    if (!this.isDue(standing.fault.limit)) return false;
    standing.strikes += 1;
    if (standing.strikes === count) this.end(standing.id);
    return true;
  }
}

function isIn({ scope }: Fault, { shardId = null, route }: Place): boolean {
  if (scope.shards && (shardId === null || !scope.shards.includes(shardId))) return false;
  return scope.route === null || (route !== undefined && matchesRoute(scope.route, route));
}
