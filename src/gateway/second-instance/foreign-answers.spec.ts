import { once } from 'node:events';
import { type ChatInputCommandInteraction, Client, Events, GatewayIntentBits, Routes } from 'discord.js';
import { waitFor } from '../../../test/e2e/start.js';
import { type RestScene, restScene } from '../../../test/rest-scene.js';
import { LocalBus } from '../../bus/local.bus.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { Shards } from '../shards.js';
import { Standstill } from '../standstill.js';
import { ForeignAnswers } from './foreign-answers.js';

type Answer = (interaction: ChatInputCommandInteraction) => Promise<unknown>;
type Scene = RestScene & { readonly shards: Shards; readonly found: () => number; readonly refused: () => number };
type Ending = Parameters<typeof restScene>[0];

/** Our bot, signed in and with the command `hello`, that answers as told; and what is found of others' answers. */
async function scene(test: Ending, answer: Answer): Promise<Scene> {
  const rest = await restScene(test);
  const { client, discord, door } = rest;
  const shards = new Shards(new LocalBus(), client, new MonitorSettings(), new Standstill());
  const answers = new ForeignAnswers(client, door, shards);
  answers.onModuleInit();
  const counts = { found: 0, refused: 0 };
  answers.seen$.subscribe(() => (counts.found += 1));
  door.refused$.subscribe(({ code }) => (counts.refused += code === 40060 ? 1 : 0));
  shards.spawn([0], 1);
  answering(client, answer);
  await Promise.all([once(client, Events.ClientReady), client.login(discord.token)]);
  shards.move(0, 'connected');
  await client.rest.put(Routes.applicationCommands(discord.applicationId), {
    body: [{ name: 'hello', description: 'Says hello' }],
  });
  return { ...rest, shards, found: () => counts.found, refused: () => counts.refused };
}

function answering(client: Client, answer: Answer): void {
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) void answer(interaction).catch(() => undefined);
  });
}

/** Somebody else with the same token; `answered` is settled with their first answer. */
async function somebodyElse(test: Ending, { discord }: RestScene): Promise<{ readonly answered: Promise<unknown> }> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], shardCount: 1, rest: { api: discord.api } });
  test.onTestFinished(() => client.destroy());
  const answered = new Promise((resolve) => {
    answering(client, (interaction) => interaction.reply('I was here first').then(resolve));
  });
  await Promise.all([once(client, Events.ClientReady), client.login(discord.token)]);
  return { answered };
}

describe.concurrent('a command that somebody else has answered', () => {
  it('is found by the refusal of our own first answer', async (test) => {
    const theirs: Promise<unknown>[] = [];
    const made = await scene(test, async (interaction) => {
      await Promise.all(theirs);
      await interaction.reply('Hello');
    });
    theirs.push((await somebodyElse(test, made)).answered);

    expect((await made.discord.invoke('hello')).content).toBe('I was here first');
    await waitFor(() => made.found() === 1);
  });

  it('is none that we answer twice ourselves, one after the other or at once', async (test) => {
    const made = await scene(test, async (interaction) => {
      const callback = Routes.interactionCallback(interaction.id, interaction.token);
      const again = () =>
        made.client.rest.post(callback, { auth: false, body: { type: 4, data: { content: 'Hello' } } });
      await Promise.allSettled([again(), again(), again()]);
      await again();
    });

    await made.discord.invoke('hello').catch(() => undefined);
    await waitFor(() => made.refused() === 3);

    expect(made.found()).toBe(0);
  });

  it('is none that came while a session was resumed: the process before may have answered it', async (test) => {
    const made = await scene(test, async (interaction) => {
      await somebody(interaction);
      made.shards.move(0, 'connected');
      await interaction.reply('Hello');
    });
    const somebody = ({ id, token }: ChatInputCommandInteraction) =>
      fetch(`${made.discord.api}/v10${Routes.interactionCallback(id, token)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ type: 4, data: { content: 'before' } }),
      });
    made.shards.move(0, 'resuming');

    expect((await made.discord.invoke('hello')).content).toBe('before');
    await waitFor(() => made.refused() === 1);

    expect(made.found()).toBe(0);
  });
});
