import { BadUsage, readCommandLine, usage } from './command-line.js';
import { EmbeddedDiscord } from './embedded-discord.js';
import type { Options } from './options.js';

/** EX_USAGE of sysexits.h. */
const BAD_USAGE = 64;

async function run(options: Options): Promise<void> {
  const discord = await EmbeddedDiscord.start(options);
  const stop = (): void => void discord.stop().finally(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Started by another program, it does not outlive it.
  process.once('disconnect', stop);

  // Last, because whoever reads it may send a signal at once.
  const { api, gateway, token, applicationId, control } = discord;
  const address = control ? { control: control.address, controlKey: control.key } : {};
  process.stdout.write(`${JSON.stringify({ api, gateway, token, applicationId, ...address })}\n`);
}

function fail(error: unknown, options: Options | null): never {
  const { code, port } = error as NodeJS.ErrnoException & { readonly port?: number };
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(code === 'EADDRINUSE' ? `Port ${port ?? options?.port} is in use\n` : `${message}\n`);
  process.exit(error instanceof BadUsage ? BAD_USAGE : 1);
}

let options: Options | null = null;
try {
  const asked = readCommandLine(process.argv.slice(2));
  if (asked === 'help') {
    process.stdout.write(usage);
  } else {
    options = asked;
    await run(asked);
  }
} catch (error) {
  fail(error, options);
}
