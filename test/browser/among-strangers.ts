import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { GuildsAnswer } from '../../src/faces/api/guild.answer.js';
import { type Shardwatch, startShardwatch, waitFor } from '../e2e/start.js';
import { whenOperational } from '../e2e/status.js';
import { Visitor } from '../e2e/visitor.js';
import { hostileNames } from '../hostile-names.js';

const KEY = 'a-key-for-tests-that-nobody-would-guess';
/** Discord takes few sign-ins in its ten seconds. */
const TIME_FACTOR = 10;
const PUBLIC_URL = 'http://127.0.0.1:9443';
/** Characters of a person's name, and of a command's; and commands of a kind in one server. */
const LONGEST = 32;
const COMMANDS_EACH = 15;
/** An open log shows 50 new lines a second, and the log leaves out what is more than 100 of a kind in 5 s. */
const AT_ONCE = 45;
const FLOOD_WINDOW_MS = 5_500;
const ON_USER = 2;

/** Names that a person may have, or a command of the context menu: of these Discord asks for no more than a length. */
export const shortNames = hostileNames.filter((name) => name.length <= LONGEST && name.trim() === name);

/** A bot among strangers who are called, who call things and who give reasons as nobody should. */
export class AmongStrangers {
  /** Of an admin's browser. */
  readonly asAdmin = { extraHTTPHeaders: { authorization: `Bearer ${KEY}` } };
  /** Of the servers with hostile names, in the order of the names. */
  readonly guildIds: string[] = [];

  private constructor(
    readonly discord: EmbeddedDiscord,
    readonly app: Shardwatch,
    private readonly people: readonly string[],
  ) {}

  static async start(dataDir: string): Promise<AmongStrangers> {
    const quiet = { traffic: false, mishaps: false, latency: false, timeFactor: TIME_FACTOR };
    const redirectUris = [`${PUBLIC_URL}/signin/discord/back`];
    const discord = await EmbeddedDiscord.start({ shards: 1, guilds: 2, controlPort: 0, redirectUris, ...quiet });
    const people: string[] = [];
    for (const name of shortNames) {
      const user = await control(discord, 'POST /users', { username: `p${people.length}`, globalName: name });
      people.push((user as { id: string }).id);
    }
    const app = await startShardwatch(envOf(discord, people), { dataDir });
    await whenOperational(app);
    return new AmongStrangers(discord, app, people);
  }

  /** All that strangers do. It takes a while: what comes too fast is not written down. */
  async live(): Promise<void> {
    const misused: Promise<unknown>[] = [];
    for (let from = 0; from < hostileNames.length; from += AT_ONCE) {
      const until = Date.now() + FLOOD_WINDOW_MS;
      const added = hostileNames.slice(from, from + AT_ONCE).map((name) => this.discord.addGuild(name));
      this.guildIds.push(...added);
      await waitFor(async () => (await this.guilds()).count >= 2 + this.guildIds.length, this.app);
      misused.push(...(await this.misuse(shortNames.slice(from, from + AT_ONCE), added)));
      for (const index of added.keys()) await this.act(from + index);
      await waitFor(() => Date.now() > until);
    }
    await Promise.allSettled(misused); // nobody answers: each is told so
  }

  async stop(): Promise<void> {
    await this.app.stop();
    await this.discord.stop();
  }

  async get<T>(path: string): Promise<T> {
    return (await (await fetch(this.app.url + path, { headers: this.asAdmin.extraHTTPHeaders })).json()) as T;
  }

  private guilds(): Promise<GuildsAnswer> {
    return this.get('/api/v1/guilds?limit=1');
  }

  /** Registers commands that the code does not have, and uses each. @returns the uses, which end in failure */
  private async misuse(names: readonly string[], guildIds: readonly string[]): Promise<readonly Promise<unknown>[]> {
    const uses: Promise<unknown>[] = [];
    const [targetId = ''] = this.discord.peopleIds;
    for (let from = 0; from < names.length; from += COMMANDS_EACH) {
      const [some, guildId = ''] = [names.slice(from, from + COMMANDS_EACH), guildIds[from / COMMANDS_EACH]];
      const { api, applicationId, token } = this.discord;
      const answer = await fetch(`${api}/v10/applications/${applicationId}/guilds/${guildId}/commands`, {
        method: 'PUT',
        headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(some.map((name) => ({ type: ON_USER, name }))),
      });
      if (!answer.ok) throw new Error(await answer.text());
      for (const name of some) uses.push(this.discord.people.invoke(name, { guildId, targetId }).catch(() => null));
    }
    return uses;
  }

  /** Somebody signs in, does something and says why. */
  private async act(number: number): Promise<void> {
    const ownerId = this.people[number % this.people.length] ?? '';
    await control(this.discord, 'PATCH /application', { ownerId });
    const visitor = await waitFor(() => this.signedIn(), this.app);
    const form = { level: 'debug', minutes: '5', reason: hostileNames[number] ?? '' };
    const answer = await visitor.post('/actions/log-level', form);
    if (!answer.headers.get('location')?.startsWith('/audit/')) throw new Error(`Action ${number}: ${answer.status}`);
  }

  /** The owner of the application; `null` while Discord has had too many of them. */
  private async signedIn(): Promise<Visitor | null> {
    const visitor = new Visitor(this.app);
    const page = (await visitor.get('/signin/discord')).headers.get('location') ?? '';
    const decided = await fetch(page, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ as: 'owner' }),
    });
    const back = decided.headers.get('location') ?? '';
    return (await visitor.get(back.slice(PUBLIC_URL.length))).status === 303 ? visitor : null;
  }
}

function envOf({ token, api, clientSecret }: EmbeddedDiscord, people: readonly string[]): Record<string, string> {
  return {
    ...{ DISCORD_TOKEN: token, DISCORD_API_URL: api, DISCORD_CLIENT_SECRET: clientSecret, PUBLIC_URL },
    ...{ ADMIN_IDS: people.join(','), TRUST_PROXY: '127.0.0.1', API_KEY: KEY, SSE_PER_ADDRESS: '50' },
    TIME_FACTOR: String(TIME_FACTOR),
  };
}

async function control({ control: api }: EmbeddedDiscord, operation: string, body: object): Promise<unknown> {
  const [method = '', path = ''] = operation.split(' ');
  const headers = { authorization: `Bearer ${api?.key ?? ''}` };
  const answer = await fetch(`${api?.address ?? ''}${path}`, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${operation}: ${await answer.text()}`);
  return answer.json();
}
