import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { Reply } from '../../src/embedded-discord/interactions/reply.js';
import type { AuditAnswer } from '../../src/faces/api/audit.answer.js';
import { type Shardwatch, startShardwatch, waitFor } from './start.js';
import { whenOperational } from './status.js';

const API_KEY = 'a-key-for-tests-that-nobody-would-guess';

/** What somebody says with a command. */
export type Options = Readonly<Record<string, string | number | boolean>>;

type Wishes = NonNullable<Parameters<typeof EmbeddedDiscord.start>[0]>;

/** A bot at home in the first server of its world. */
export class Home {
  private constructor(
    readonly discord: EmbeddedDiscord,
    readonly app: Shardwatch,
  ) {}

  static async start(env: Record<string, string> = {}, wishes: Partial<Wishes> = {}): Promise<Home> {
    const discord = await EmbeddedDiscord.start({
      shards: 2,
      guilds: 6,
      traffic: false,
      mishaps: false,
      latency: false,
      ...wishes,
    });
    const app = await startShardwatch({
      ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api },
      ...{ API_KEY, HOME_GUILD_ID: discord.guildIds[0] ?? '' },
      ...env,
    });
    await whenOperational(app);
    await waitFor(() => app.output().includes('/reconnect'), app);
    return new Home(discord, app);
  }

  async stop(): Promise<void> {
    await this.app.stop();
    await this.discord.stop();
  }

  use(name: string, options: Options, userId = this.discord.ownerId): Promise<Reply> {
    return this.discord.invoke(name, { guildId: this.discord.guildIds[0] ?? '', userId, options });
  }

  /** Presses a button under an answer: the one that says yes, unless told. */
  press({ messageId, components }: Reply, button?: string, userId = this.discord.ownerId): Promise<Reply> {
    const [, id = ''] = /"custom_id":"(confirm\/\d+)"/.exec(JSON.stringify(components)) ?? [];
    return this.discord.people.press(messageId ?? '', button ?? id, { userId });
  }

  /** Somebody who has no role. */
  get stranger(): string {
    return this.discord.peopleIds.find((id) => id !== this.discord.ownerId) ?? '';
  }

  async audit(): Promise<AuditAnswer['items']> {
    const answer = await fetch(`${this.app.url}/api/v1/audit`, { headers: { authorization: `Bearer ${API_KEY}` } });
    return ((await answer.json()) as AuditAnswer).items;
  }

  /** What came of the newest action, once it is over. */
  async over(number: number): Promise<AuditAnswer['items'][number]> {
    return waitFor(async () => {
      const [entry] = await this.audit();
      return entry && entry.number > number && entry.outcome !== 'begun' && entry;
    }, this.app);
  }

  counts(): { readonly identifies: number; readonly resumes: number } {
    return { identifies: this.discord.identifyTimes().length, resumes: this.discord.resumeTimes().length };
  }
}

/** All the words of an answer, as its reader has them before their eyes, from top to bottom. */
export function wordsOf({ content, embeds, components }: Pick<Reply, 'content' | 'embeds' | 'components'>): string {
  const seen = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(seen);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, part]) =>
      typeof part === 'string' && shownFields.has(name) ? [part] : seen(part),
    );
  };
  return [content, ...embeds.flatMap(seen), ...components.flatMap(seen)].filter((line) => line !== '').join('\n');
}

const shownFields: ReadonlySet<string> = new Set(['title', 'description', 'name', 'value', 'text', 'label']);
