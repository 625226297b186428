import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client, Events } from 'discord.js';
import { CommandsService, SlashCommand } from 'necord';
import { once } from 'node:events';
import { answerFailures } from './app.failures.js';
import { BusModule } from './bus/bus.module.js';
import { ConfigModule } from './config/config.module.js';
import { MonitorSettings } from './config/monitor.settings.js';
import { Redaction } from './config/redaction.js';
import { EmbeddedDiscord } from './embedded-discord/embedded-discord.js';
import { FailureFilter } from './faces/commands/failure.filter.js';
import { ErrorPageFilter } from './faces/web/errors/error.filter.js';
import { ManagedNecordModule } from './gateway/managed-necord.module.js';
import { EventLog } from './monitor/event-log.js';
import { StatusService } from './monitor/status.service.js';

/** A command of somebody's own, with a defect. */
@Injectable()
class BrokenCommand {
  @SlashCommand({ name: 'broken', description: 'Does not work' })
  show(): never {
    throw new Error('a secret of the house');
  }
}

@Module({ providers: [BrokenCommand] })
class OwnFeatures {}

describe('a command of a feature that fails', () => {
  it('is answered all the same, and logged with its name and the reason', async () => {
    const discord = await EmbeddedDiscord.start({ shards: 1, guilds: 1, traffic: false, mishaps: false });
    onTestFinished(() => discord.stop());
    const { lines, log } = await startBot(discord);

    const { content } = await discord.invoke('broken');

    const id = /^That did not work\. The log of the bot has the reason under `(\w{8})`\.$/.exec(content)?.[1] ?? '?';
    expect(lines).toEqual([[expect.objectContaining({ message: 'a secret of the house' }), `/broken failed (${id})`]]);
    expect(log.recent).toMatchObject([
      {
        ...{ level: 'error', source: 'command', subject: '/broken', shardId: 0 },
        guildName: expect.any(String) as string,
        detail: {
          reference: id,
          error: 'a secret of the house',
          stack: expect.stringContaining('BrokenCommand') as string,
        },
      },
    ]);
  });
});

/** A bot with the feature, signed in; gives what it logs as errors. */
async function startBot({ api, token }: EmbeddedDiscord): Promise<{ lines: unknown[][]; log: EventLog }> {
  const necord = ManagedNecordModule.forRoot({ token, intents: ['Guilds'], shardCount: 1, rest: { api } });
  const imports = [ConfigModule.of([new MonitorSettings()]), BusModule, necord, OwnFeatures];
  const redaction = { provide: Redaction, useValue: new Redaction((text) => text) };
  const providers = [StatusService, EventLog, redaction, FailureFilter, ErrorPageFilter];
  const lines: unknown[][] = [];
  const quiet = () => undefined;
  const error = (problem: unknown, line: unknown) => void lines.push([problem, line]);
  const app = await NestFactory.create(
    { module: class {}, imports, providers },
    { logger: { log: quiet, warn: quiet, error } },
  );
  answerFailures(app);
  await app.init();
  const client = app.get(Client);
  onTestFinished(() => client.destroy());
  await Promise.all([once(client, Events.ClientReady), client.login(token)]);
  await app.get(CommandsService).registerAllCommands();
  return { lines, log: app.get(EventLog) };
}
