import type { LogVolume } from './action.js';
import type { Presence } from './presence.js';

/** Announced work at the bot: incidents are noted as ever, but nobody is told of them. */
export interface Maintenance {
  /** Epoch milliseconds. */
  readonly since: number;
  /** Epoch milliseconds at which it ends by itself. */
  readonly until: number;
  /** Why, in the words of whoever began it; text by people. */
  readonly reason: string;
}

/** A level of the log that is not the usual one, and until when (epoch milliseconds). */
export interface Volume {
  readonly level: LogVolume;
  readonly until: number;
}

/** What people have ordered, and what holds until they order otherwise. */
export interface Standing {
  /** `null` while there is none, or it is over. */
  readonly maintenance: Maintenance | null;
  /** Epoch milliseconds since when shards that lose their connection stay away; `null` while they come back. */
  readonly reconnectingPausedSince: number | null;
  /** `null` while nobody has set one. */
  readonly presence: Presence | null;
  /** `null` while the log is at its usual level. */
  readonly volume: Volume | null;
}

export const nothingOrdered: Standing = {
  maintenance: null,
  reconnectingPausedSince: null,
  presence: null,
  volume: null,
};

/** What holds at `now`: what has an end is over then. */
export function standingAt({ maintenance, volume, ...rest }: Standing, now: number): Standing {
  return {
    ...rest,
    maintenance: maintenance && maintenance.until > now ? maintenance : null,
    volume: volume && volume.until > now ? volume : null,
  };
}
