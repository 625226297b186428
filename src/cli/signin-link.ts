import 'reflect-metadata';
import { PublicAddress } from '../auth/public-address.js';
import { SignInLinks } from '../auth/sign-in-links.js';
import { loadEnvFile } from '../config/env-file.js';
import { InvalidSettings, loadSettings } from '../config/environment.js';
import { GatewaySettings } from '../config/gateway.settings.js';
import { StoreSettings } from '../config/store.settings.js';
import { WebSettings } from '../config/web.settings.js';
import { Conflict, NotFound } from '../model/errors.js';
import { openBeside } from '../store/open-beside.js';
import { SignInBook } from '../store/sign-in.book.js';
import { botOf } from './bot-of.js';
import { commandLine, recorderOf } from './command-line.js';

/** Exit code of sysexits.h. */
const EX_CONFIG = 78;

/** `npm run signin-link`: a new one-time link, for whoever may run programs beside the bot. */
async function run(): Promise<void> {
  loadEnvFile();
  const [gateway, settings, web] = loadSettings([GatewaySettings, StoreSettings, WebSettings], process.env);
  const db = await openBeside(settings, botOf(gateway, settings.dataDir));
  try {
    const subject = {
      ...commandLine,
      deed: 'signin.link',
      target: 'a sign-in link',
      after: 'good for 15 minutes',
    } as const;
    const links = new SignInLinks(new SignInBook({ db }));
    const path = await recorderOf(db).record(subject, () => links.give());
    process.stdout.write(`Sign in (once, within 15 minutes): ${new PublicAddress(web).url}${path}\n`);
  } finally {
    await db.destroy();
  }
}

/** What went wrong in words, without a stack trace where we know the reason. */
function explain(error: unknown): void {
  const words = error instanceof Error ? error.message : String(error);
  const isPlain = error instanceof InvalidSettings || error instanceof NotFound || error instanceof Conflict;
  process.stderr.write(isPlain ? `${words}\n` : `No link could be made: ${words}. Was this version started before?\n`);
  process.exitCode = error instanceof InvalidSettings ? EX_CONFIG : 1;
}

run().catch(explain);
