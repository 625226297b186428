import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { parseArgs } from 'node:util';
import { Keys } from '../auth/keys.js';
import { AuthSettings } from '../config/auth.settings.js';
import { loadEnvFile } from '../config/env-file.js';
import { InvalidSettings, loadSettings } from '../config/environment.js';
import { GatewaySettings } from '../config/gateway.settings.js';
import { StoreSettings } from '../config/store.settings.js';
import { Conflict, NotFound } from '../model/errors.js';
import { type Role, roles } from '../model/role.js';
import { KeyBook } from '../store/key.book.js';
import { openBeside } from '../store/open-beside.js';
import type { Recorder } from '../control/recorder.js';
import { botOf } from './bot-of.js';
import { commandLine, recorderOf } from './command-line.js';

/** Exit codes of sysexits.h. */
const EX_USAGE = 64;
const EX_CONFIG = 78;

const DAY_MS = 86_400_000;
/** One line of text, 1 to 60 characters. */
const NAME = /^[^\p{C}]{1,60}$/u;
/** Ten years. */
const MOST_DAYS = 3_650;
/** As the form for a key suggests. */
const USUAL_DAYS = '90';

const USAGE = `Usage: npm run keys -- <command>
  create --role viewer|operator|admin --name TEXT [--days N]
                 makes a key for the API and prints it, this once. It ends after N days: 1 to 3650, 90 when nothing
                 is said; with 0 it does not end
  list           says which keys there are, without their secrets
  revoke ID      takes a key back; pages that are open with it end within a minute
The store is found by DATA_DIR and DISCORD_TOKEN, as the bot finds it.
`;

interface Desk {
  readonly keys: Keys;
  /** Writes down what is done: what cannot be written is not done. */
  readonly recorder: Recorder;
}

type Command = (desk: Desk) => Promise<void>;

const say = (words: string) => void process.stdout.write(`${words}\n`);
const day = (at: number | null, never: string) => (at === null ? never : new Date(at).toISOString());

/** What was asked for cannot be understood; the message says why. */
class Misused extends Error {}

/** What is asked for; `null` when it cannot be understood. @throws {Misused} when it can be said what is wrong */
function commandOf(words: string[]): Command | null {
  const [command, id, ...rest] = words;
  if (command === 'create') return creating(words.slice(1));
  if (command === 'list' && id === undefined) return list;
  return command === 'revoke' && id !== undefined && rest.length === 0 ? (desk) => revoke(desk, id) : null;
}

function creating(words: string[]): Command {
  const text = { type: 'string' } as const;
  const options = { role: text, name: text, days: text };
  const { role: wished, name = '', days = USUAL_DAYS } = parseArgs({ args: words, options }).values;
  const role = roles.find((one) => one === wished);
  if (!role) throw new Misused(`--role must be one of ${roles.join(', ')}.`);
  if (!NAME.test(name.trim())) throw new Misused('--name must be one line of text, 1 to 60 characters.');
  if (!/^\d{1,4}$/.test(days) || Number(days) > MOST_DAYS)
    throw new Misused('--days must be 1 to 3650, or 0 for no end.');
  return (desk) => create(desk, { role, name: name.trim(), days: Number(days) || null });
}

async function create(
  { keys, recorder }: Desk,
  { role, name, days }: { role: Role; name: string; days: number | null },
): Promise<void> {
  const endsAt = days === null ? null : Date.now() + days * DAY_MS;
  const subject = { ...commandLine, deed: 'keys.manage', target: `a new key for ${name}`, after: role } as const;
  const wish = { role, name, endsAt, madeBy: 'npm run keys' };
  const { id, secret } = await recorder.record(subject, () => keys.make(wish));
  say(`The key ${id} (${role}, ends: ${day(endsAt, 'never')}), shown this once:\n${secret}`);
}

async function list({ keys }: Desk): Promise<void> {
  const all = await keys.all();
  if (all.length === 0) say('No key was made yet.');
  for (const { id, role, name, endsAt, usedAt } of all)
    say(`${id}  ${role.padEnd(8)}  ends: ${day(endsAt, 'never')}  used: ${day(usedAt, 'never')}  ${name}`);
}

async function revoke({ keys, recorder }: Desk, id: string): Promise<void> {
  if (!(await keys.has(id))) throw new NotFound(`There is no key ${id}.`);
  const subject = { ...commandLine, deed: 'keys.manage', target: `key ${id}`, after: 'taken back' } as const;
  await recorder.record(subject, () => keys.end(id));
  say(`The key ${id} was taken back.`);
}

/** `npm run keys`: API keys, for whoever may run programs beside the bot. */
async function run(command: Command): Promise<void> {
  loadEnvFile();
  const [gateway, settings] = loadSettings([GatewaySettings, StoreSettings], process.env);
  const db = await openBeside(settings, botOf(gateway, settings.dataDir));
  try {
    await command({ keys: new Keys(new KeyBook({ db }), new AuthSettings()), recorder: recorderOf(db) });
  } finally {
    await db.destroy();
  }
}

/** What went wrong in words, without a stack trace where we know the reason. */
function explain(error: unknown): void {
  const words = error instanceof Error ? error.message : String(error);
  const isPlain = error instanceof InvalidSettings || error instanceof NotFound || error instanceof Conflict;
  process.stderr.write(isPlain ? `${words}\n` : `It could not be done: ${words}. Was this version started before?\n`);
  process.exitCode = error instanceof InvalidSettings ? EX_CONFIG : 1;
}

function begin(): void {
  Logger.overrideLogger(false); // what it prints is for people and scripts
  let command: Command | null = null;
  try {
    command = commandOf(process.argv.slice(2));
  } catch (error) {
    // Of an option that nobody knows the usage says more than the words of `parseArgs`.
    if (error instanceof Misused) process.stderr.write(`${error.message}\n`);
  }
  if (command) return void run(command).catch(explain);
  process.stderr.write(USAGE);
  process.exitCode = EX_USAGE;
}

begin();
