import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import { type ChatInputCommandInteraction, Events, Routes } from 'discord.js';
import { waitFor } from '../../../test/e2e/start.js';
import { type RestScene, restScene, strikes } from '../../../test/rest-scene.js';

/** Answers a command. */
type Answer = (interaction: ChatInputCommandInteraction) => Promise<unknown>;

/** A bot that is signed in and has one command, `hello`. Discord's clock is `aheadMs` ahead. */
async function botThat(scene: RestScene, answer: Answer, aheadMs = 0): Promise<void> {
  const { client, discord } = scene;
  discord.clock.offsetMs = aheadMs;
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) void answer(interaction).catch(() => undefined);
  });
  await Promise.all([once(client, Events.ClientReady), client.login(discord.token)]);
  const commands = [{ name: 'hello', description: 'Says hello' }];
  await client.rest.put(Routes.applicationCommands(discord.applicationId), { body: commands });
}

describe.concurrent('what is told of interactions', () => {
  it.for([0, 5_000])('is how soon they are acknowledged, with clocks %d ms apart', async (aheadMs, test) => {
    const scene = await restScene(test);
    await botThat(scene, (interaction) => interaction.reply('Hello'), aheadMs);

    await scene.discord.invoke('hello');
    await scene.discord.invoke('hello');
    const use = await scene.interactionUse(({ acknowledgedCount }) => acknowledgedCount === 2);

    expect(use).toMatchObject({ receivedCount: 2, lateCount: 0, missedCount: 0 });
    expect(use.recent).toMatchObject({ count: 2, inTimeCount: 2 });
    expect(use.recent.p99Ms).toBeLessThan(2_000);
    expect(use.recent.ageAtReceiptMs).toBeLessThan(1_000);
  });

  it('counts the time before the answer, and a deferral as an answer', async (test) => {
    const scene = await restScene(test);
    await botThat(scene, async (interaction) => {
      await after(400);
      await interaction.deferReply();
      await after(200);
      await interaction.editReply('Hello');
    });

    await scene.discord.invoke('hello');
    const { recent } = await scene.interactionUse(({ acknowledgedCount }) => acknowledgedCount === 1);

    expect(recent.p50Ms).toBeGreaterThanOrEqual(380);
    expect(recent.p50Ms).toBeLessThan(2_500);
  });

  it('are those that were never acknowledged: Discord fell silent, and we asked no second time', async (test) => {
    const scene = await restScene(test);
    let tookMs: number | null = null;
    await botThat(scene, async (interaction) => {
      const since = performance.now();
      await interaction.reply('Hello').catch(() => (tookMs = performance.now() - since));
    });
    const id = scene.discord.begin({ fault: 'rest.hang', scope: { route: 'POST /interactions/**' } });

    await expect(scene.discord.invoke('hello')).rejects.toThrow('did not respond');
    const use = await scene.interactionUse(({ missedCount }) => missedCount === 1);

    expect(use).toMatchObject({ receivedCount: 1, acknowledgedCount: 0, recent: { count: 1, inTimeCount: 0 } });
    expect(tookMs).toBeGreaterThan(2_400);
    expect(strikes(scene.discord, id)).toBe(1);
  });

  it('is each of them with its name and its server', async (test) => {
    const scene = await restScene(test);
    await botThat(scene, (interaction) => interaction.reply('Hello'));

    await scene.discord.invoke('hello');
    const event = await waitFor(() => scene.events.find(({ type }) => type === 'interaction.settled'));

    expect(event).toMatchObject({
      interaction: {
        ...{ kind: 'command', name: '/hello', outcome: 'acknowledged', code: null, shardId: 0 },
        ...{ guildId: expect.stringMatching(/^\d+$/) as string, guildName: expect.any(String) as string },
      },
    });
  });

  it('are none of what Discord refuses to take', async (test) => {
    const scene = await restScene(test);
    await botThat(scene, async (interaction) => {
      await interaction.reply('Hello');
      await scene.client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
        auth: false,
        body: { type: 5 },
      });
    });

    await scene.discord.invoke('hello');
    const use = await scene.interactionUse(({ receivedCount }) => receivedCount === 1);

    expect(use.acknowledgedCount).toBe(1);
  });
});
