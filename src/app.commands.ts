import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { AppModule } from './app.module.js';
import { readSettings } from './app.settings.js';
import { commands } from './cli/commands.js';
import { DiscordConnection } from './config/connection.js';
import { loadEnvFile } from './config/env-file.js';
import { InvalidSettings } from './config/environment.js';
import { Redaction } from './config/redaction.js';
import { commandRoster } from './gateway/commands/command-roster.js';
import { CommandSet } from './gateway/commands/command-set.js';
import { LogDial } from './monitor/log-dial.js';
import { LoggedLines } from './monitor/logged-lines.js';
import { LastWords } from './store/last-words.js';

/** Exit code of sysexits.h. */
const EX_CONFIG = 78;

/** Whoever reads may have read enough, as `head` has. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** `npm run commands`: it reads the same modules as the bot, and makes nothing of them. */
async function run(): Promise<number> {
  Logger.overrideLogger(false); // what it prints is for people and scripts
  loadEnvFile();
  return commands(process.argv.slice(2), async () => {
    const settings = readSettings(process.env);
    const [gateway] = settings;
    const connection = new DiscordConnection('real', gateway.apiUrl, gateway.token ?? '');
    const said = [new LastWords(), new LoggedLines(), new Redaction((text) => text), new LogDial('info')];
    const roster = await commandRoster(AppModule.of([...settings, connection, ...said], {}));
    return new CommandSet(roster, gateway);
  });
}

run().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const words = error instanceof Error ? error.message : String(error);
    process.stderr.write(error instanceof InvalidSettings ? `${words}\n` : `It could not be done: ${words}\n`);
    process.exitCode = error instanceof InvalidSettings ? EX_CONFIG : 1;
  },
);
