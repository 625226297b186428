import { Client, Routes } from 'discord.js';
import { problem } from '../../test/make.js';
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

  /** A guard that watches, and the token it looks after. */
  async function guard() {
    const connection = new DiscordConnection('real', discord.api, discord.token);
    const bus = new LocalBus();
    bus.events$.subscribe((event) => events.push(event));
    const login = { attempt: () => Promise.resolve(null) } as unknown as Login;
    const signIn = new SignInLoop(login, bus, new Teller(bus), new MonitorSettings());
    const token = new BotToken(client, connection, new ManagerDoor());
    const made = new TokenGuard(client, await preflight(connection), signIn, token);
    made.watch();
    return { guard: made, token, signIn };
  }

  const stages = () => events.flatMap((event) => (event.type === 'sign_in.changed' ? event.signIn.stage : []));

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

  it('does not take the end of the old connections for a refusal of a new token', async () => {
    const { guard: made, token, signIn } = await guard();
    await signIn.run();
    token.renew(discord.token);
    made.refusedByGateway({ problem: problem({ kind: 'token_rejected' }), openedAt: token.usedSince - 1 });
    await waitFor(() => stages().length === 4);

    expect(stages()).toEqual(['trying', 'signed_in', 'trying', 'signed_in']);
    expect(await ask()).toMatchObject({ bot: true });
  });

  it('gives up the token whose own connection is refused', async () => {
    const { guard: made, token, signIn } = await guard();
    await signIn.run();
    token.renew(discord.token);
    made.refusedByGateway({ problem: problem({ kind: 'token_rejected' }), openedAt: token.usedSince });

    expect(stages()).toEqual(['trying', 'signed_in', 'refused']);
    await expect(ask()).rejects.toThrow('Expected token to be set');
  });

  it('does not take an answer to the old token for one to the new', async () => {
    const { guard: made, token } = await guard();
    token.renew(discord.token);
    made.refusedByApi(problem({ kind: 'token_rejected' }), token.usedSince - 1);

    expect(events).toEqual([]);
    expect(await ask()).toMatchObject({ bot: true });
  });
});
