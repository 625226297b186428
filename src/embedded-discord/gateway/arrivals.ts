import { isHit } from '../faults/share.js';
import type { StandingFaults } from '../faults/standing-faults.js';
import type { World } from '../world/world.js';
import type { Session } from './session.js';
import type { SessionBook } from './session-book.js';

/** Guilds sent at once after READY, and the milliseconds between two such batches. */
const BATCH = 25;
const BATCH_EVERY_MS = 5;
/** Bytes waiting for a slow client above which the next batch waits too. */
const BACKLOG_BYTES = 262_144;

/** Where the guilds come from, and who may hold them back. */
export interface ArrivalTools {
  readonly world: World;
  readonly sessions: SessionBook;
  readonly faults: StandingFaults;
}

/** Sends a new session its guilds, little by little, as fast as the client takes them. */
export function sendGuilds(session: Session, { world, sessions, faults }: ArrivalTools): void {
  const { shardId, shardCount } = session.identity;
  const missing = faults.take('guilds.missing', { shardId });
  const waiting = world.guilds.on(shardId, shardCount).filter(({ id }) => !(missing && isHit(id, missing)));
  let next = 0;
  const sendBatch = (): void => {
    if (!sessions.get(session.id)) return;
    if ((session.connection?.backlogBytes ?? 0) <= BACKLOG_BYTES) {
      for (const guild of waiting.slice(next, next + BATCH))
        if (world.guilds.get(guild.id) === guild) session.tell(world.arrival(guild));
      next += BATCH;
    }
    if (next < waiting.length) setTimeout(sendBatch, BATCH_EVERY_MS).unref();
    else arrived(session);
  };
  setTimeout(sendBatch, BATCH_EVERY_MS).unref();
}

function arrived(session: Session): void {
  session.hasGuilds = true;
  session.serve();
}
