import { Injectable } from '@nestjs/common';
import { On } from 'necord';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { CommandDriftAnswer } from '../../src/faces/api/command-drift.answer.js';
import { type BotWith, botWith } from './bot-with.js';
import { wordsOf } from './home.js';
import { waitFor } from './start.js';
import { statusOf } from './status.js';

/** Milliseconds; all of the program is in this process, and a busy machine is slow. */
const WITHIN_MS = 45_000;

@Injectable()
class Greeter {
  @On('guildMemberAdd')
  greet(): void {
    // never hears anything: INTENTS is left as it is
  }
}

describe('/diagnose of a bot whose code listens for what never comes', () => {
  let discord: EmbeddedDiscord;
  let bot: BotWith;
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 1, traffic: false, mishaps: false, latency: false });
    bot = await botWith([Greeter], discord);
  });
  afterAll(async () => {
    await bot.end();
    await discord.stop();
  });

  it('names the listener and the intent, after all else was fine', async () => {
    const drift = () => fetch(`${bot.url}/api/v1/commands/drift`).then((answer) => answer.json());
    await waitFor(async () => (await statusOf(bot)).verdict === 'operational', undefined, WITHIN_MS);
    await waitFor(async () => ((await drift()) as CommandDriftAnswer).comparedAt, undefined, WITHIN_MS);

    const words = wordsOf(await discord.invoke('diagnose', { options: { command: 'ping' } }));

    expect(words).toMatch(/^This may be the reason\./);
    expect(words.match(/^✅ /gm), words).toHaveLength(7);
    expect(words).toMatch(
      /❌ not so: the bot hears all that it listens for[^]*guildMemberAdd never hears anything without GuildMembers/,
    );
  });
});
