import type { Wire } from '../wire.js';

/** Whom a happening is written for. */
export interface Viewer {
  /** The session's intent bits. */
  readonly intents: number;
  /** From more members than this on, a guild is "large". */
  readonly largeThreshold: number;
}

/** Something that happened in the world, before it is known who will hear of it. */
export interface Happening {
  /** Discord's name of the event, e.g. `GUILD_CREATE`. */
  readonly type: string;
  /** The guild it happened in: decides the shard. `null` goes to shard 0, as direct messages do. */
  readonly guildId: string | null;
  /** Writes the payload, at the last moment and for one viewer, so that nothing is kept twice. */
  readonly data: (viewer: Viewer) => unknown;
}

/** Convenience for a payload that is the same for everybody. */
export function happening(type: string, guildId: string | null, data: () => Wire | null): Happening {
  return { type, guildId, data };
}
