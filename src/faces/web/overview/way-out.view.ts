import { answers } from '../../../model/shard.js';
import { standingAt } from '../../../model/standing.js';
import type { Status } from '../../../model/status.js';
import { unbroken } from '../../format.js';

/** A way to the page that does something about the verdict, and says first what it costs. */
export interface WayOut {
  readonly label: string;
  /** Name of a Font Awesome icon. */
  readonly icon: string;
  /** Below `/actions/`. */
  readonly path: string;
}

/** What helps shards that do not answer; `null` where all do, none has yet, or Discord has refused for good. */
export function wayOut({ verdict, shards, snapshot, at }: Status): WayOut | null {
  if (verdict === 'operational' || verdict === 'starting') return null;
  const silent = shards.filter(({ phase }) => !answers(phase) && phase !== 'fatal');
  const [first] = silent;
  if (!first) return null;
  if (standingAt(snapshot.standing, at).reconnectingPausedSince !== null) {
    return { label: 'Continue reconnecting', icon: 'play', path: 'reconnecting?do=continue' };
  }
  if (silent.length > 1) return { label: 'Pause reconnecting', icon: 'pause', path: 'reconnecting?do=pause' };
  return { label: unbroken(`Reconnect shard ${first.id}`), icon: 'rotate', path: `reconnect?shard=${first.id}` };
}
