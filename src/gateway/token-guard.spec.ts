import { Client, Routes } from 'discord.js';
import { preflight } from '../../test/make-gateway.js';
import { waitFor } from '../../test/e2e/start.js';
import { LocalBus } from '../bus/local.bus.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import { DiscordConnection } from '../config/connection.js';
import { EmbeddedDiscord } from '../embedded-discord/embedded-discord.js';
import type { BotEvent } from '../model/event.js';
import type { Login } from './login.js';
import { SignInLoop } from './sign-in.loop.js';
import { Teller } from './teller.js';
import { BotToken } from './bot-token.js';
import { ManagerDoor } from './manager-door.js';
import { TokenGuard } from './token-guard.js';

describe('after an answer 401', () => {
  let discord: EmbeddedDiscord;
  let client: Client;
  let events: BotEvent[];
  beforeEach(async () => {
    discord = await EmbeddedDiscord.start({ guilds: 1, traffic: false, mishaps: false, latency: false });
    client = new Client({ intents: [], rest: { api: discord.api } });
    client.rest.setToken(discord.token);
    events = [];
  });
  afterEach(async () => {
    await client.destroy();
    await discord.stop();
  });

  async function guard(): Promise<void> {
    const connection = new DiscordConnection('real', discord.api, discord.token);
    const bus = new LocalBus();
    bus.events$.subscribe((event) => events.push(event));
    const signIn = new SignInLoop({} as Login, bus, new Teller(bus), new MonitorSettings());
    const token = new BotToken(client, connection, new ManagerDoor());
    new TokenGuard(client, await preflight(connection), signIn, token).watch();
  }

  const ask = () => client.rest.get(Routes.user());

  it('gives the token back when it was a slip', async () => {
    client.rest.on('response', () => discord.rejectToken(false));
    await guard();
    discord.rejectToken(true);
    await expect(ask()).rejects.toThrow();

    expect(await waitFor(() => ask().catch(() => null))).toMatchObject({ bot: true });
    expect(events).toEqual([]);
  });

  it('says that the token is rejected when Discord means it', async () => {
    await guard();
    discord.rejectToken(true);
    await expect(ask()).rejects.toThrow();

    const refused = await waitFor(() => events.find(({ type }) => type === 'sign_in.changed'));
    expect(refused).toMatchObject({ signIn: { stage: 'refused', problem: { kind: 'token_rejected' } } });
  });
});
