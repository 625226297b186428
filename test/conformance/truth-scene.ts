import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { ShardTruth } from '../../src/embedded-discord/gateway/truth.js';
import { RawClient } from './raw-client.js';

/** Enough guilds for several batches after READY. */
const GUILDS = 400;

/** A Discord that recommends two shards, its clients, and what it knows about shard 0. */
export class TruthScene {
  private readonly clients: RawClient[] = [];

  private constructor(readonly discord: EmbeddedDiscord) {}

  static async open(): Promise<TruthScene> {
    return new TruthScene(await EmbeddedDiscord.start({ shards: 2, guilds: GUILDS, controlPort: 0 }));
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.drop();
    await this.discord.stop();
  }

  truth(shardId = 0): ShardTruth {
    const found = this.discord.truth()[shardId];
    if (!found) throw new Error(`There is no shard ${shardId}`);
    return found;
  }

  /** The truth about shard 0 once it is this; it must have begun after `begun`. */
  async become(why: ShardTruth['why'], begun = 0): Promise<ShardTruth> {
    await until(() => this.truth().why === why);
    const found = this.truth();
    expect(found.isServed).toBe(why === null);
    expect(found.since).toBeGreaterThanOrEqual(begun);
    expect(found.since).toBeLessThanOrEqual(Date.now());
    return found;
  }

  served(begun = 0): Promise<ShardTruth> {
    return this.become(null, begun);
  }

  connect(): RawClient {
    const client = RawClient.connect(this.discord);
    this.clients.push(client);
    return client;
  }

  /** A new client with READY; Discord's clock goes on, so that it may identify at once. */
  async newcomer(shard = [0, 2]): Promise<{ client: RawClient; sessionId: unknown }> {
    this.discord.clock.offsetMs += 60_000;
    const client = this.connect();
    const { session_id: sessionId } = await client.ready({ shard });
    return { client, sessionId };
  }

  /** A new client that was served and left; gives how to come back. */
  async leaver(): Promise<{ sessionId: unknown; closed: ShardTruth }> {
    const { client, sessionId } = await this.newcomer();
    await this.served();
    client.drop();
    return { sessionId, closed: await this.become('closed') };
  }

  async resume(sessionId: unknown): Promise<RawClient> {
    const client = this.connect();
    await client.resume(sessionId, 1);
    await client.event('RESUMED');
    return client;
  }

  /** Asks something and waits for the answer: all that was sent before has been read by then. */
  async ask(client: RawClient): Promise<void> {
    const [guild_id] = this.discord.guildIds;
    await client.send(8, { guild_id, user_ids: [this.discord.applicationId] });
    await client.event('GUILD_MEMBERS_CHUNK');
  }
}

/** The present millisecond, once it is another one: what begins next has a time of its own. */
export async function nextMoment(): Promise<number> {
  const now = Date.now();
  await until(() => Date.now() > now);
  return Date.now();
}

export async function until(look: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(look()).toBe(true), { interval: 2, timeout: 15_000 });
}
